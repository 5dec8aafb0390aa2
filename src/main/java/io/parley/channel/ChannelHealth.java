package io.parley.channel;

/**
 * How a channel is.
 *
 * @param state whether it works
 * @param detail one sentence for an operator: since when, what is wrong, what to do; never a secret
 */
public record ChannelHealth(State state, String detail) {
    /** Whether a channel works. */
    public enum State {
        /** Nothing is configured, so nothing is expected. */
        OFF,
        /** It works, or another instance does this work. */
        UP,
        /** It does not work at the moment and is tried again. */
        DOWN
    }
}
