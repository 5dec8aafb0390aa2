package io.parley.privacy;

import io.parley.answering.DataWishes;
import io.parley.answering.DataWishes.Wish;
import io.parley.channel.ButtonAction;
import io.parley.channel.Channels;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.Language;
import io.parley.conversation.Conversations;
import io.parley.conversation.Conversations.WordlessMessage;
import io.parley.conversation.InboundOutcome;
import io.parley.conversation.InboundOutcome.Handled;
import io.parley.conversation.Replies;
import io.parley.privacy.OwnRequestRows.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hears people who ask for their own data, or that they be forgotten, which they confirm. What they say to that end is not
 * kept. Where it is not sure who somebody is, an agent sees to it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OwnRequests {
    private static final Duration TO_CONFIRM = Duration.ofMinutes(10);
    private static final Pattern A_NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final DataWishes wishes;
    private final OwnRequestRows rows;
    private final OwnRequestTexts texts;
    private final ExportLinks links;
    private final Erasures erasures;
    private final Conversations conversations;
    private final Replies replies;
    private final Channels channels;
    private final InstantSource clock;

    OwnRequests(DataWishes wishes, OwnRequestRows rows, OwnRequestTexts texts, ExportLinks links, Erasures erasures,
            Conversations conversations, Replies replies, Channels channels, InstantSource clock) {
        this.wishes = wishes;
        this.rows = rows;
        this.texts = texts;
        this.links = links;
        this.erasures = erasures;
        this.conversations = conversations;
        this.replies = replies;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * Somebody wrote, and is answered.
     *
     * @return what became of it; empty when it is something else
     */
    public Optional<InboundOutcome> wrote(MessageReceived message) {
        return wish(message).map(wish -> needsAgent(wish, message)
                ? conversations.receiveForAgent(message)
                : asked(wish, message)).or(() -> confirmed(message));
    }

    /**
     * Somebody wrote to whom the bot has become silent; what is asked here is answered all the same.
     *
     * @return as {@link #wrote}
     */
    public Optional<InboundOutcome> wroteInSilence(MessageReceived message) {
        return wish(message).filter(wish -> !needsAgent(wish, message)).map(wish -> asked(wish, message))
                .or(() -> confirmed(message));
    }

    private Optional<Wish> wish(MessageReceived message) {
        return message.command() == null ? wishes.in(message.text()) : Optional.empty();
    }

    /** Whether a stranger may speak in somebody's name, or there is no place at which data could be handed out. */
    private boolean needsAgent(Wish wish, MessageReceived message) {
        return message.sender().unverified() != null || (wish == Wish.EXPORT && !links.arePossible());
    }

    private InboundOutcome asked(Wish wish, MessageReceived message) {
        return conversations.receiveWithoutWords(message)
                .map(asked -> new Handled(answered(wish, asked, message), asked.message()))
                .orElseGet(() -> new Handled("known already"));
    }

    private String answered(Wish wish, WordlessMessage asked, MessageReceived message) {
        if (!rows.take(asked.participant(), clock.instant())) {
            return "asked too often about their data";
        }
        if (!channels.get(message.address().channel()).isPrivate(message.address())) {
            says(asked.conversation(), "elsewhere", message.externalId());
            return "asked about their data where others read along";
        }
        return switch (wish) {
            case FORGET -> ask(asked, message.externalId());
            case EXPORT -> handOut(asked, message.externalId());
        };
    }

    private String ask(WordlessMessage asked, String inReplyTo) {
        rows.asks(asked.participant(), replies.says(asked.conversation(), said("confirm"), texts::confirmation,
                inReplyTo));
        return "asked to be forgotten";
    }

    private String handOut(WordlessMessage asked, String inReplyTo) {
        String link = links.make(asked.participant());
        replies.says(asked.conversation(), language -> texts.export(link, language), texts::exportKept,
                language -> List.of(), inReplyTo);
        return "asked for their data";
    }

    /** A yes counts right after the question, and from somebody of whom it is sure who they are. */
    private Optional<InboundOutcome> confirmed(MessageReceived message) {
        boolean isYes = message.command() == null && message.sender().unverified() == null
                && wishes.isConfirmation(message.text());
        return isYes
                ? rows.waiting(message.sender(), clock.instant().minus(TO_CONFIRM))
                        .map(asked -> begin(asked, message.externalId()))
                : Optional.empty();
    }

    /**
     * Somebody pressed a button.
     *
     * @return what became of it; empty when it is something else
     */
    public Optional<InboundOutcome> pressed(ButtonPressed press) {
        boolean isYes = press.press() instanceof ButtonAction.Chosen(String choice)
                && choice.equals(OwnRequestTexts.CONFIRMED) && A_NUMBER.matcher(press.answerId()).matches();
        return isYes
                ? rows.by(Long.parseLong(press.answerId()), press.thread(), press.person()).map(this::pressed)
                : Optional.empty();
    }

    private InboundOutcome pressed(Asked asked) {
        Instant now = clock.instant();
        if (!asked.at().isBefore(now.minus(TO_CONFIRM))) {
            return begin(asked, "");
        }
        rows.end(asked.participant());
        says(asked.conversation(), "too-late", "");
        return new Handled("confirmed too late that they want to be forgotten");
    }

    private InboundOutcome begin(Asked asked, String inReplyTo) {
        rows.end(asked.participant());
        if (!rows.takeErasure(asked.participant())) {
            says(asked.conversation(), "too-many", inReplyTo);
            return new Handled("too many want to be forgotten");
        }
        long told = says(asked.conversation(), "begun", inReplyTo);
        erasures.begin(asked.participant(), Erasure.THEMSELVES)
                .ifPresent(erasure -> rows.told(erasure.id(), told));
        return new Handled("wants to be forgotten");
    }

    /** Somebody wrote who is being erased: nothing of it is kept, and they are told so. */
    public void wroteMeanwhile(MessageReceived message) {
        if (channels.get(message.address().channel()).isPrivate(message.address())) {
            rows.toTell(message.sender(), message.thread()).ifPresent(telling -> rows.told(telling.erasure(),
                    says(telling.conversation(), "under-way", message.externalId())));
        }
    }

    private long says(long conversation, String key, String inReplyTo) {
        return replies.says(conversation, said(key), language -> List.of(), inReplyTo.isEmpty() ? null : inReplyTo);
    }

    private Function<Language, String> said(String key) {
        return language -> texts.text(key, language);
    }
}
