package io.parley.answering.model;

import java.util.List;

/**
 * A question for the model, with the conversation before it.
 *
 * @param before   earlier messages, oldest first
 * @param question the question
 */
public record Transcript(List<Line> before, String question) {

    public Transcript {
        before = List.copyOf(before);
    }

    /** One message, and the side that wrote it. */
    public record Line(Speaker speaker, String text) {}

    /** The side that wrote a message. */
    public enum Speaker {
        /** The customer. */
        CUSTOMER("Customer"),
        /** The bot. */
        BOT("Bot"),
        /** A person who helps customers. */
        AGENT("Support agent");

        private final String name;

        Speaker(String name) {
            this.name = name;
        }

        /** The name by which the model knows the side. */
        String shown() {
            return name;
        }
    }

    /** The same with no more than the last few of the earlier messages. */
    Transcript last(int messages) {
        return new Transcript(before.subList(Math.max(0, before.size() - messages), before.size()), question);
    }
}
