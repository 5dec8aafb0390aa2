package io.parley.answering.model;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.parley.tracing.ModelCall;
import io.parley.tracing.Steps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** The model that the settings name, with the calls to it. */
public record ConfiguredModel(ModelSettings settings, ModelCalls calls, ModelMeter meter,
        GroundedModel model, OtherWays ways) implements AutoCloseable {

    /** Of the last ten calls, five failed: the model is left alone for half a minute, then two calls try it. */
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom().slidingWindowSize(10)
            .minimumNumberOfCalls(5).failureRateThreshold(50).waitDurationInOpenState(Duration.ofSeconds(30))
            .permittedNumberOfCallsInHalfOpenState(2).build();

    /** The model of a provider, with its prompts and the bounds of what it reads and writes. */
    public static ConfiguredModel of(ModelSettings.Provider provider, ModelSettings settings, AnswerRules rules,
            Prompts prompts, List<String> links, InstantSource clock, ModelMeter meter, Steps steps) {
        return of(provider, settings, rules, prompts, links, BREAKER, clock, meter, steps);
    }

    /** The same with a breaker of its own. */
    public static ConfiguredModel of(ModelSettings.Provider provider, ModelSettings settings, AnswerRules rules,
            Prompts prompts, List<String> links, CircuitBreakerConfig breaker, InstantSource clock, ModelMeter meter,
            Steps steps) {
        ModelCalls calls = new ModelCalls(ChatModels.of(provider, settings),
                costs(settings, meter, ModelMeter.Purpose.ANSWER), settings.timeout(), settings.maxConcurrent(),
                CircuitBreaker.of("model", breaker), clock, observed(provider, settings, steps));
        return new ConfiguredModel(settings, calls, meter,
                new GroundedModel(calls, Objects.requireNonNull(settings.model()), prompts, rules, links),
                new OtherWays(calls, prompts.ways()));
    }

    private static ObservedCalls observed(ModelSettings.Provider provider, ModelSettings settings, Steps steps) {
        return new ObservedCalls(steps,
                new ModelCall(provider.nameInTraces(), Objects.requireNonNull(settings.model()), settings.maxTokens()));
    }

    private static CallCosts costs(ModelSettings settings, ModelMeter meter, ModelMeter.Purpose purpose) {
        return new CallCosts(meter, purpose, Objects.requireNonNull(settings.model()), settings.maxTokens());
    }

    /** A judge by the same model, one call at a time, whose failures keep no customer from an answer. */
    public static AnswerJudge judge(ModelSettings.Provider provider, ModelSettings settings, JudgePrompts prompts,
            InstantSource clock, ModelMeter meter, Steps steps) {
        return AnswerJudge.with(prompts, new ModelCalls(ChatModels.of(provider, settings),
                costs(settings, meter, ModelMeter.Purpose.JUDGE), settings.timeout(), 1,
                CircuitBreaker.of("judge", BREAKER), clock, observed(provider, settings, steps)),
                Objects.requireNonNull(settings.model()));
    }

    /** How the model does, as far as the calls up to now tell. */
    public ModelHealth health() {
        return new ModelHealth(true, settings.provider(), settings.model(), calls.breaker(), calls.lastError(),
                meter.isSpent());
    }

    /** How it is after a call that asks for one word. */
    public ModelHealth examine() {
        calls.call("Answer with one word.", "Are you there?");
        return health();
    }

    /** How else customers would ask something; nothing when the model fails. */
    public List<String> otherWays(String question) {
        return ways.of(question);
    }

    @Override
    public void close() {
        calls.close();
    }
}
