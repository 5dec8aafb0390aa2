package io.parley.conversation;

import io.parley.answering.Asker;
import io.parley.answering.Command;
import io.parley.answering.Exchange;
import io.parley.answering.Question;
import io.parley.channel.Address;
import io.parley.channel.Language;
import io.parley.channel.ThreadKey;
import io.parley.knowledge.faq.FaqId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** A message that waits for the bot's answer, with its conversation as it was when the message was read. */
public final class PendingQuestion {
    private final Message message;
    private final Conversation conversation;
    private final List<Exchange> history;
    private final Supplier<List<String>> names;

    /**
     * A message that waits.
     *
     * @param history the messages before it, oldest first
     * @param names reads names and mail addresses of those who took part
     */
    PendingQuestion(Message message, Conversation conversation, List<Exchange> history,
            Supplier<List<String>> names) {
        this.message = message;
        this.conversation = conversation;
        this.history = List.copyOf(history);
        this.names = names;
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
        Long asker = message.participant();
        return new Question(message.text(), history,
                command == null ? null : Command.valueOf(command.toUpperCase(Locale.ROOT)),
                chosen == null ? null : new FaqId(chosen), conversation.state() == State.WAITING,
                asker == null ? null : new Asker(asker, names), language());
    }

    Message message() {
        return message;
    }
}
