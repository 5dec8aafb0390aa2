package io.parley.answering.model;

import org.jspecify.annotations.Nullable;

/**
 * How the language model does; holds neither keys nor texts.
 *
 * @param configured whether there is one
 * @param provider   {@code openai}, {@code anthropic}, {@code gemini} or {@code ollama}; null without a model
 * @param model      the model's name; null without a model
 * @param breaker    whether it is being called
 * @param lastError  what went wrong last; null when nothing did since the last success
 * @param spent      whether it is not asked for now, since all that may be asked in this hour or on this day has been asked
 */
public record ModelHealth(boolean configured, @Nullable String provider, @Nullable String model, Breaker breaker,
        @Nullable ModelError lastError, boolean spent) {

    /** The same, with whether all that may be asked has been asked. */
    public ModelHealth withSpent(boolean isSpent) {
        return new ModelHealth(configured, provider, model, breaker, lastError, isSpent);
    }

    /** Whether the model is being called. */
    public enum Breaker {
        /** It is. */
        CLOSED,
        /** It is left alone for a while, after too many failures. */
        OPEN,
        /** A few calls find out whether it is back. */
        HALF_OPEN
    }

    /** No model is configured. */
    public static final ModelHealth ABSENT = new ModelHealth(false, null, null, Breaker.CLOSED, null, false);
}
