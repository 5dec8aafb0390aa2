package io.parley.handover.survey;

import io.parley.channel.ButtonAction;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.conversation.Replies;
import io.parley.handover.event.TicketClosing;
import io.parley.handover.survey.SurveyRows.Asked;
import io.parley.settings.Live;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Asks customers how they were helped, once a ticket, and hears what they say. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Surveys {
    private static final Pattern A_NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final SurveyRows rows;
    private final SurveyTexts texts;
    private final Live<CsatSettings> settings;
    private final Replies replies;
    private final InstantSource clock;

    Surveys(SurveyRows rows, SurveyTexts texts, Live<CsatSettings> settings, Replies replies, InstantSource clock) {
        this.rows = rows;
        this.texts = texts;
        this.settings = settings;
        this.replies = replies;
        this.clock = clock;
    }

    /** An agent resolves a ticket: its customer is asked, in the words that also say so. */
    @EventListener
    void onClosing(TicketClosing closing) {
        if (settings.now().csat()) {
            rows.reachable(closing.ticket()).ifPresent(conversation -> {
                long messageId = replies.says(conversation, language -> texts.in(language).question(),
                        language -> texts.in(language).scores(), null);
                rows.add(closing.ticket(), messageId, clock.instant());
                closing.told();
            });
        }
    }

    /**
     * Somebody pressed a button.
     *
     * @return what became of it; empty when it is no score
     */
    public Optional<String> pressed(ButtonPressed press) {
        return press.press() instanceof ButtonAction.Chosen(String choice)
                && A_NUMBER.matcher(press.answerId()).matches()
                        ? Score.of(choice).flatMap(score -> rows
                                .with(Long.parseLong(press.answerId()), press.thread(), press.person())
                                .map(asked -> scored(asked, score, "button", null)))
                        : Optional.empty();
    }

    /**
     * Somebody wrote.
     *
     * @return what became of it; empty when it is no score
     */
    public Optional<String> wrote(MessageReceived message) {
        return Score.of(message.text()).flatMap(score -> rows.newest(message.thread(), message.sender())
                .map(asked -> scored(asked, score, "text", message.externalId())));
    }

    private String scored(Asked asked, Score score, String via, @Nullable String inReplyTo) {
        rows.score(asked.ticket(), new Score(score.points(),
                score.comment() == null ? null : Replies.kept(score.comment())), via, clock.instant());
        if (asked.isFirst() || inReplyTo != null) {
            rows.thanked(asked.ticket(), replies.says(asked.conversation(),
                    language -> texts.in(language).thanks(), language -> List.of(), inReplyTo));
        }
        return "score";
    }

    /** Whether customers are asked at all. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean areOn() {
        return settings.now().csat();
    }

    /** What the customer said of a ticket; empty when they have not. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Score> of(long ticket) {
        return rows.of(ticket);
    }
}
