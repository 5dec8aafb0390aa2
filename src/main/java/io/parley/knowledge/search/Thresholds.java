package io.parley.knowledge.search;

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
}
