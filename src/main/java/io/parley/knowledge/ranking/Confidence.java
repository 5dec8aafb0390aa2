package io.parley.knowledge.ranking;

import org.springframework.modulith.NamedInterface;

/**
 * The probability that an answer is right, as calibrated on real questions; it is not a similarity.
 *
 * @param value 0 to 1
 */
@NamedInterface
public record Confidence(double value) implements Comparable<Confidence> {

    /** Nothing speaks for the answer. */
    public static final Confidence NONE = new Confidence(0);

    public Confidence {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("A confidence lies between 0 and 1, " + value + " does not.");
        }
    }

    /** Whether this confidence reaches the threshold. */
    public boolean atLeast(double threshold) {
        return value >= threshold;
    }

    @Override
    public int compareTo(Confidence other) {
        return Double.compare(value, other.value);
    }
}
