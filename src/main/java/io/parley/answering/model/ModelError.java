package io.parley.answering.model;

/** In which way a language model failed. */
public enum ModelError {
    /** It did not answer in time. */
    TIMEOUT,
    /** It wants fewer calls. */
    RATE_LIMITED,
    /** It does not accept the key. */
    REFUSED_KEY,
    /** It does not know the model's name. */
    UNKNOWN_MODEL,
    /** It does not accept the request. */
    BAD_REQUEST,
    /** It reported a fault of its own. */
    SERVER_ERROR,
    /** It could not be reached. */
    UNREACHABLE,
    /** The connection broke, or a gateway before it gave up: it may have answered. */
    BROKE_OFF,
    /** The reply could not be parsed. */
    UNREADABLE,
    /** It was not called: it is paused after failures, or too many calls are under way. */
    NOT_CALLED,
    /** It was not called: the budget of the day is used up. */
    OVER_BUDGET;

    /** Whether it certainly wrote nothing, so that nothing is billed. */
    boolean isFree() {
        return switch (this) {
            case RATE_LIMITED, REFUSED_KEY, UNKNOWN_MODEL, BAD_REQUEST, SERVER_ERROR, UNREACHABLE, NOT_CALLED,
                    OVER_BUDGET ->
                true;
            case TIMEOUT, BROKE_OFF, UNREADABLE -> false;
        };
    }
}
