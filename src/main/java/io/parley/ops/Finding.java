package io.parley.ops;

/**
 * A finding about one part of the installation.
 *
 * @param part the part, in one or two words
 * @param state how it is
 * @param what a sentence: how it is set up and how it does; where it does not work, also what to do. No secret
 */
public record Finding(String part, State state, String what) {
    /** How a part is. */
    public enum State {
        /** It is set up and works. */
        OK,
        /** It is not set up, and need not be. */
        OFF,
        /** It is set up or needed, and does not work. */
        WRONG
    }

    static Finding ok(String part, String what) {
        return new Finding(part, State.OK, what);
    }

    static Finding off(String part, String what) {
        return new Finding(part, State.OFF, what);
    }

    static Finding wrong(String part, String what) {
        return new Finding(part, State.WRONG, what);
    }
}
