package io.parley.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ConversationReset;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ThreadMoved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Says what a message, or a change of one, means: who may be answered, what was asked, and what came along. */
final class MessageReader {
    private static final Ignored AMONG_AGENTS = new Ignored("said among agents");

    private final Bot bot;
    private final @Nullable TelegramTarget agents;

    /** @param agents where agents work; null where they do not */
    MessageReader(Bot bot, @Nullable TelegramTarget agents) {
        this.bot = bot;
        this.agents = agents;
    }

    InboundEvent received(Message message, JsonNode raw) {
        Optional<InboundEvent> moved = moved(message);
        if (moved.isPresent()) {
            return moved.get();
        }
        List<String> attachments = Attachments.in(raw);
        if (isAmongAgents(message)) {
            return amongAgents(message, raw, attachments);
        }
        return ignored(message, raw, attachments).orElseGet(() -> received(message, attachments));
    }

    InboundEvent edited(Message message, JsonNode raw) {
        if (written(message).isEmpty()) {
            return new Ignored("a change of something other than text");
        }
        List<String> attachments = Attachments.in(raw);
        if (isAmongAgents(message)) {
            return unusable(message, raw, attachments)
                    .orElseGet(() -> new InboundEvent.AgentMessageEdited(TelegramTarget.TELEGRAM, key(message),
                            written(message).strip(), isToSomebody(message),
                            isUnderBot(message) ? edit(message, attachments) : AMONG_AGENTS));
        }
        return ignored(message, raw, attachments).orElseGet(() -> edited(message, attachments));
    }

    /** Reads an edit. In a group, an edit that addresses the bot may be the first event of its message. */
    private InboundEvent edited(Message message, List<String> attachments) {
        MessageEdited edit = edit(message, attachments);
        return message.getChat().isUserChat() ? edit : new InboundEvent.MentionAdded(edit);
    }

    private InboundEvent received(Message message, List<String> attachments) {
        TelegramTarget place = place(message);
        Wording wording = wording(message);
        String key = key(message);
        Instant sentAt = Instant.ofEpochSecond(message.getDate());
        if (wording.command().equals("reset")) {
            return new ConversationReset(place.thread(), place.address(), UpdateReader.person(message.getFrom()), key,
                    sentAt);
        }
        return new MessageReceived(place.thread(), place.address(), UpdateReader.person(message.getFrom()), key,
                wording.text(), command(wording, attachments), attachments, sentAt);
    }

    private MessageEdited edit(Message message, List<String> attachments) {
        TelegramTarget place = place(message);
        Integer at = message.getEditDate();
        Wording wording = wording(message);
        return new MessageEdited(place.thread(), place.address(), UpdateReader.person(message.getFrom()), key(message),
                wording.text(), command(wording, attachments), attachments,
                Instant.ofEpochSecond(at == null ? message.getDate() : at));
    }

    private Wording wording(Message message) {
        return Wording.of(written(message),
                message.getText() == null ? message.getCaptionEntities() : message.getEntities(), bot);
    }

    /** Somebody who only calls the bot by its name wants to know what it is good for. */
    private static @Nullable Command command(Wording wording, List<String> attachments) {
        return switch (wording.command()) {
            case "start" -> Command.START;
            case "help" -> Command.HELP;
            case "human" -> Command.HUMAN;
            default -> wording.text().isEmpty() && attachments.isEmpty() ? Command.HELP : null;
        };
    }

    private static Optional<InboundEvent> moved(Message message) {
        Long chat = message.getChatId();
        if (message.getMigrateToChatId() != null) {
            return Optional.of(moved(chat, message.getMigrateToChatId()));
        }
        return Optional.ofNullable(message.getMigrateFromChatId()).map(from -> moved(from, chat));
    }

    private static InboundEvent moved(long from, long to) {
        TelegramTarget after = new TelegramTarget(to, 0);
        return new ThreadMoved(new TelegramTarget(from, 0).thread(), after.thread(), after.address());
    }

    private boolean isAmongAgents(Message message) {
        return agents != null && agents.chat() == message.getChatId();
    }

    /** An agent's reply to a message of the bot may be meant for the customer whom that message concerns. */
    private InboundEvent amongAgents(Message message, JsonNode raw, List<String> attachments) {
        if (!isUnderBot(message)) {
            return AMONG_AGENTS;
        }
        String under = new MessageKey(message.getChatId(), message.getReplyToMessage().getMessageId()).written();
        return unusable(message, raw, attachments)
                .orElseGet(() -> new InboundEvent.AgentMessage(UpdateReader.person(message.getFrom()),
                        new InboundEvent.Above(under, true),
                        key(message), written(message).strip(), isToSomebody(message), attachments,
                        Instant.ofEpochSecond(message.getDate()), AMONG_AGENTS));
    }

    /** Whether a message mentions anybody, by name or by account. */
    private static boolean isToSomebody(Message message) {
        List<MessageEntity> entities = message.getText() == null ? message.getCaptionEntities() : message.getEntities();
        return entities != null && entities.stream()
                .anyMatch(entity -> Set.of("mention", "text_mention").contains(entity.getType()));
    }

    private Optional<InboundEvent> ignored(Message message, JsonNode raw, List<String> attachments) {
        Optional<InboundEvent> unusable = unusable(message, raw, attachments);
        if (unusable.isPresent()) {
            return unusable;
        }
        Wording wording = wording(message);
        if (wording.forAnotherBot()) {
            return Optional.of(new Ignored("a command for another bot"));
        }
        return isAddressed(message, wording) ? Optional.empty() : Optional.of(new Ignored("not addressed to the bot"));
    }

    private static Optional<InboundEvent> unusable(Message message, JsonNode raw, List<String> attachments) {
        User from = message.getFrom();
        if (from == null || raw.has("sender_chat")) {
            return Optional.of(new Ignored("written in the name of a chat"));
        }
        if (Boolean.TRUE.equals(from.getIsBot())) {
            return Optional.of(new Ignored("written by a bot"));
        }
        if (written(message).isEmpty() && attachments.isEmpty()) {
            return Optional.of(new Ignored("a service message"));
        }
        if (message.getChat().isChannelChat()) {
            return Optional.of(new Ignored("posted in a channel"));
        }
        return Optional.empty();
    }

    private boolean isAddressed(Message message, Wording wording) {
        return message.getChat().isUserChat() || isUnderBot(message) || wording.addressed();
    }

    private boolean isUnderBot(Message message) {
        Message answered = message.getReplyToMessage();
        return answered != null && bot.is(answered.getFrom());
    }

    private static TelegramTarget place(Message message) {
        return new TelegramTarget(message.getChatId(), UpdateReader.topic(message));
    }

    private static String key(Message message) {
        return new MessageKey(message.getChatId(), message.getMessageId()).written();
    }

    private static String written(Message message) {
        String text = message.getText();
        String caption = message.getCaption();
        return text != null ? text : caption != null ? caption : "";
    }
}
