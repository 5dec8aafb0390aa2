package io.parley.learning.suggestion;

/** How many people said that answers helped them, and how many that they did not. */
public record Thumbs(int up, int down) {
    private static final int MORE_DOWN = 2;

    /** Whether so many more say that they did not that it is no chance. */
    boolean isBad() {
        return down - up >= MORE_DOWN;
    }
}
