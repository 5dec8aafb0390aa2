package io.parley.conversation;

import io.parley.answering.Command;
import io.parley.answering.Exchange;
import io.parley.answering.Question;
import io.parley.channel.Address;
import io.parley.channel.Language;
import io.parley.channel.ThreadKey;
import io.parley.knowledge.FaqId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A message that waits for the bot's answer, with its conversation as it was when the message was read. */
public final class PendingQuestion {
    private final Message message;
    private final Conversation conversation;
    private final List<Exchange> history;

    /** @param history the messages before it, oldest first */
    PendingQuestion(Message message, Conversation conversation, List<Exchange> history) {
        this.message = message;
        this.conversation = conversation;
        this.history = List.copyOf(history);
    }

    /** The message's id. */
    public long messageId() {
        return message.id();
    }

    /** Where it was said. */
    public ThreadKey thread() {
        return conversation.thread();
    }

    /** Where the answer goes. */
    public Address address() {
        return conversation.address();
    }

    /** The language in which the bot speaks there. */
    public Language language() {
        return conversation.language();
    }

    /** The channel's id of the message; empty if it has none. */
    public String externalId() {
        return Objects.requireNonNullElse(message.externalId(), "");
    }

    /** The message as a question, with what was said before it. */
    public Question question() {
        String command = message.command();
        String chosen = message.chosenFaq();
        return new Question(message.text(), history,
                command == null ? null : Command.valueOf(command.toUpperCase(Locale.ROOT)),
                chosen == null ? null : new FaqId(chosen), conversation.state() == State.WAITING,
                message.participant(), language());
    }

    Message message() {
        return message;
    }
}
