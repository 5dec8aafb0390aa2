package io.parley.answering.model;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A question for the model, with the conversation before it.
 *
 * @param before   earlier messages, oldest first
 * @param question the question
 * @param names    names and mail addresses of those who took part
 */
public record Transcript(List<Line> before, String question, List<String> names) {

    public Transcript {
        before = List.copyOf(before);
        names = List.copyOf(names);
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
        return new Transcript(before.subList(Math.max(0, before.size() - messages), before.size()), question, names);
    }

    /** The same with each text changed. */
    Transcript with(UnaryOperator<String> change) {
        return new Transcript(
                before.stream().map(line -> new Line(line.speaker(), change.apply(line.text()))).toList(),
                change.apply(question), names);
    }

    /** All texts, the question last. */
    Stream<String> texts() {
        return Stream.concat(before.stream().map(Line::text), Stream.of(question));
    }
}
