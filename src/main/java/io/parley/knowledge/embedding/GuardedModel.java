package io.parley.knowledge.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An embedding model that is left alone for a while after calls failed, so that nobody who asks something waits for one that
 * is away. Safe for concurrent use.
 */
final class GuardedModel implements EmbeddingModel {

    private final EmbeddingModel model;
    private final CircuitBreaker breaker;

    /** @param pause how long it is left alone */
    GuardedModel(EmbeddingModel model, Duration pause) {
        this.model = model;
        this.breaker = CircuitBreaker.of("embedding",
                CircuitBreakerConfig.custom().slidingWindowSize(4).minimumNumberOfCalls(2).failureRateThreshold(50)
                        .waitDurationInOpenState(pause).permittedNumberOfCallsInHalfOpenState(1).build());
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public String modelName() {
        return model.modelName();
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        if (!breaker.tryAcquirePermission()) {
            throw new EmbeddingFailed(EmbeddingFault.NOT_CALLED);
        }
        try {
            Response<List<Embedding>> response = model.embedAll(texts);
            breaker.onSuccess(0, TimeUnit.MILLISECONDS);
            return response;
        } catch (EmbeddingFailed e) {
            breaker.onError(0, TimeUnit.MILLISECONDS, e);
            throw e;
        }
    }
}
