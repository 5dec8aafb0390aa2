package io.parley.learning.gap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Like questions of customers that the bot did not answer.
 *
 * @param examples some of the questions, the most typical first, at least one
 * @param near the entry that comes nearest to the most typical one; null when none does
 * @param suggestion the number of the suggestion that waits for a decision as an answer to them; null when none does
 */
public record Gap(long id, Size size, List<String> examples, @Nullable Near near, @Nullable Long suggestion) {
    /** From so many who asked on it is shown. */
    public static final int MIN_SHOWN = 3;
    /** From so many who asked on it is large. */
    public static final int MIN_LARGE = 5;

    public Gap {
        examples = List.copyOf(examples);
    }

    /**
     * How many asked.
     *
     * @param week within the last 7 days
     * @param month within the last 30 days
     */
    public record Size(int week, int month) {}

    /**
     * An entry of the FAQ.
     *
     * @param confidence how probable it is that it answers the question, 0 to 1
     */
    public record Near(String entry, String question, double confidence) {}

    /** The question that is nearest to all others. */
    public String title() {
        return examples.getFirst();
    }

    /** Whether so many asked that the FAQ lacks something. */
    public boolean isLarge() {
        return size.month() >= MIN_LARGE;
    }
}
