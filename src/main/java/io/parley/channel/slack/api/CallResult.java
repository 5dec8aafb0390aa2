package io.parley.channel.slack.api;

import java.time.Duration;

/**
 * Result of a call of one of Slack's methods.
 *
 * @param <T> what the method answers
 */
public sealed interface CallResult<T> {
    /** Slack did it. */
    record Ok<T>(T response) implements CallResult<T> {}

    /**
     * Slack said no.
     *
     * @param error Slack's word for why
     * @param needed the scope that the token lacks, if it is that
     */
    record Rejected<T>(String error, String needed) implements CallResult<T> {}

    /** It was too much, and was not done. */
    record RateLimited<T>(Duration retryAfter) implements CallResult<T> {}

    /** It did not get to Slack. */
    record NotSent<T>(String why) implements CallResult<T> {}

    /** Slack may have done it, or not. */
    record Unknown<T>(String why) implements CallResult<T> {}

    /** Whether Slack did it. */
    default boolean isOk() {
        return this instanceof Ok;
    }

    /** The cause of a failure, for an operator; empty if nothing failed. */
    default String why() {
        return switch (this) {
            case Ok<T> ok -> "";
            case Rejected<T>(String error, var needed) -> "Slack refused: " + error;
            case RateLimited<T> limited -> "Slack asks to wait";
            case NotSent<T>(String why) -> why;
            case Unknown<T>(String why) -> why;
        };
    }

    /** Slack's word for why it said no; empty if it did not. */
    default String error() {
        return this instanceof Rejected<T>(String error, var needed) ? error : "";
    }
}
