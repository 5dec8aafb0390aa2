package io.parley.answering;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** The model that the settings name, with the calls to it. */
record ConfiguredModel(ModelSettings settings, ModelCalls calls, GroundedModel model) implements AutoCloseable {

    static ConfiguredModel of(ModelSettings.Provider provider, ModelSettings settings, AnsweringSettings answering,
            Prompts prompts, List<String> links, CircuitBreakerConfig breaker, InstantSource clock) {
        ModelCalls calls = new ModelCalls(ChatModels.of(provider, settings), settings.timeout(),
                settings.maxConcurrent(), CircuitBreaker.of("model", breaker), clock);
        return new ConfiguredModel(settings, calls,
                new GroundedModel(calls, Objects.requireNonNull(settings.model()), prompts, answering, links));
    }

    ModelHealth health() {
        return new ModelHealth(true, settings.provider(), settings.model(), calls.breaker(), calls.lastError(), false);
    }

    /** How it is after a call that asks for one word. */
    ModelHealth examine() {
        calls.call("Answer with one word.", "Are you there?");
        return health();
    }

    @Override
    public void close() {
        calls.close();
    }
}
