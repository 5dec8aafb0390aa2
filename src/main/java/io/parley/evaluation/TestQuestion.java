package io.parley.evaluation;

import java.util.Set;

/**
 * A question whose right treatment is known.
 *
 * @param text     as a person would ask it
 * @param expected the ids of the entries of which each answers it; none when nothing in the FAQ does
 */
public record TestQuestion(String text, Set<String> expected) {

    public TestQuestion {
        expected = Set.copyOf(expected);
    }

    /** Whether any entry answers it. */
    public boolean isAnswerable() {
        return !expected.isEmpty();
    }
}
