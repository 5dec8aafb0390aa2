package io.parley.tracing;

import io.parley.tracing.Steps.Step;

/**
 * A call of a language model, in the words of OpenTelemetry's conventions for generative AI.
 *
 * @param provider the provider, as those conventions name it
 * @param model the model's name, as it is configured
 * @param maxTokens how many tokens it may write
 */
public record ModelCall(String provider, String model, int maxTokens) {
    StepContext described() {
        return new StepContext(Step.CALL_MODEL, "chat " + model).with("gen_ai.operation.name", "chat")
                .with("gen_ai.provider.name", provider).with("gen_ai.request.model", model)
                .with("gen_ai.request.max_tokens", (long) maxTokens);
    }
}
