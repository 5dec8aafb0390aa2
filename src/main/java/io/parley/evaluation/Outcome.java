package io.parley.evaluation;

/**
 * How one question went.
 *
 * @param confidence   of the best hit, 0 to 1; 0 without any
 * @param rank         of the first right hit, from 1; 0 when none is right
 * @param isAnswerable whether the FAQ answers the question at all
 */
public record Outcome(double confidence, int rank, boolean isAnswerable) {

    /** Whether the best hit is right. */
    public boolean isRight() {
        return rank == 1;
    }

    /** Whether a right hit is among the first {@code first}. */
    boolean isWithin(int first) {
        return rank >= 1 && rank <= first;
    }
}
