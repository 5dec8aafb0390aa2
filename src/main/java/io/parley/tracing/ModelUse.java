package io.parley.tracing;

import org.jspecify.annotations.Nullable;

/**
 * The tokens that a call of a language model took.
 *
 * @param tokensIn tokens read, 0 when unknown
 * @param tokensOut tokens written, 0 when unknown
 * @param error a word for what went wrong; null if nothing did
 */
public record ModelUse(int tokensIn, int tokensOut, @Nullable String error) {
    void addTo(StepContext context) {
        if (tokensIn > 0) {
            context.with("gen_ai.usage.input_tokens", (long) tokensIn);
        }
        if (tokensOut > 0) {
            context.with("gen_ai.usage.output_tokens", (long) tokensOut);
        }
        if (error != null) {
            context.with(StepContext.ERROR, error);
        }
    }
}
