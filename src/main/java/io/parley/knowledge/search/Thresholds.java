package io.parley.knowledge.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.modulith.NamedInterface;

/**
 * How sure the bot must be. A confidence is a probability, so a threshold says how many wrong answers are accepted.
 *
 * @param answer  at or above it the FAQ's answer is given. Default 0.5: of questions that reach it only just, every second
 *                answer is right, and nearly all of those far above it.
 * @param choices at or above it, and below {@code answer}, the customer is asked which of the likeliest questions is
 *                meant. Default 0.15: below it the right entry is seldom among them.
 * @param close   two entries whose confidences differ by less are too close to call and are both shown. Default 0.05.
 */
@NamedInterface
@ConfigurationProperties("parley.confidence")
public record Thresholds(@DefaultValue("0.5") double answer, @DefaultValue("0.15") double choices,
        @DefaultValue("0.05") double close) {

    /** What the bot does with an entry that a question finds. */
    public enum Band {
        /** Answers with it. */
        ANSWER,
        /** Offers it as a choice. */
        CHOICES,
        /** Is too unsure to use it. */
        HANDOFF;

        /** The word by which it is named in texts. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Thresholds {
        if (!(0 <= choices && choices <= answer && answer <= 1)) {
            throw new IllegalArgumentException(
                    "parley.confidence needs 0 <= choices <= answer <= 1, not choices=" + choices + ", answer=" + answer
                            + ".");
        }
        if (!(0 <= close && close <= 1)) {
            throw new IllegalArgumentException("parley.confidence.close lies between 0 and 1, not " + close + ".");
        }
    }

    /** What the bot would do with a hit, if nothing else speaks for or against it. */
    public Band band(Hit hit) {
        double confidence = hit.confidence().value();
        if (!hit.isAnswerable() || confidence < choices) {
            return Band.HANDOFF;
        }
        return confidence >= answer ? Band.ANSWER : Band.CHOICES;
    }

    /**
     * What the bot would do with a question that stands alone.
     *
     * @param meanings the likeliest ones, each of another meaning, the likeliest first
     */
    public Band band(List<Hit> meanings) {
        if (sure(meanings).isPresent()) {
            return Band.ANSWER;
        }
        return meanings.isEmpty() || band(meanings.getFirst()) == Band.HANDOFF ? Band.HANDOFF : Band.CHOICES;
    }

    /**
     * The hit with which the bot would answer a question that stands alone; empty when it would ask back or has no answer.
     *
     * @param meanings the likeliest ones, each of another meaning, the likeliest first
     */
    public Optional<Hit> sure(List<Hit> meanings) {
        return meanings.stream().findFirst().filter(best -> band(best) == Band.ANSWER)
                .filter(best -> meanings.size() == 1
                        || best.confidence().value() - meanings.get(1).confidence().value() >= close);
    }
}
