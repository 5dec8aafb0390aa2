package io.parley.answering.model;

import com.fasterxml.jackson.core.JacksonException;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the model within limits: on concurrency, on the time of each call, and with a pause after too many failures. A
 * failure is a value here, since the customer gets an answer all the same.
 */
final class ModelCalls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelCalls.class);
    /** RFC 9110 sections 15.6.3 and 15.6.5; the others are Cloudflare's. */
    private static final Set<Integer> OF_A_GATEWAY = Set.of(502, 504, 520, 522, 524);
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    private final ChatModel model;
    private final CallCosts costs;
    private final Duration timeout;
    private final Semaphore permits;
    private final CircuitBreaker breaker;
    private final InstantSource clock;
    private final ObservedCalls observed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable ModelError lastError;

    ModelCalls(ChatModel model, CallCosts costs, Duration timeout, int maxConcurrent, CircuitBreaker breaker,
            InstantSource clock, ObservedCalls observed) {
        this.model = model;
        this.costs = costs;
        this.timeout = timeout;
        this.permits = new Semaphore(maxConcurrent);
        this.breaker = breaker;
        this.clock = clock;
        this.observed = observed;
    }

    /** The result of a call. */
    sealed interface Outcome {
        /**
         * The model wrote something.
         *
         * @param text      what it wrote; may be empty
         * @param tokensIn  tokens read, 0 when unknown
         * @param tokensOut tokens written, 0 when unknown
         * @param millis    how long it took
         */
        record Wrote(String text, int tokensIn, int tokensOut, long millis) implements Outcome {}

        /** It did not. */
        record Failed(ModelError error) implements Outcome {}
    }

    Outcome call(String instructions, String question) {
        return call(instructions, question, null, 0);
    }

    /**
     * The same with a temperature and a limit.
     *
     * @param temperature null for the model's own
     * @param most so many tokens may all calls for the same purpose take in a day; 0 for any
     */
    Outcome call(String instructions, String question, @Nullable Double temperature, long most) {
        Optional<ModelMeter.Call> cost;
        try {
            cost = costs.begin(instructions, question, most);
        } catch (ModelMeter.Uncountable e) {
            return failed(ModelError.NOT_CALLED);
        }
        if (cost.isEmpty()) {
            return new Outcome.Failed(ModelError.OVER_BUDGET);
        }
        if (!permitTaken()) {
            cost.get().didNotHappen();
            return failed(ModelError.NOT_CALLED);
        }
        if (!breaker.tryAcquirePermission()) {
            permits.release();
            cost.get().didNotHappen();
            return new Outcome.Failed(ModelError.NOT_CALLED);
        }
        ChatRequest request = ChatRequest.builder()
                .messages(List.of(SystemMessage.from(instructions), UserMessage.from(question)))
                .temperature(temperature).build();
        Outcome outcome = observed.observe(() -> waitFor(request));
        count(cost.get(), outcome, instructions + question);
        return outcome;
    }

    /** A call that broke off may have cost as much as was set aside for it; one that was refused cost nothing. */
    private static void count(ModelMeter.Call cost, Outcome outcome, String read) {
        switch (outcome) {
            case Outcome.Wrote wrote -> cost.took(wrote.tokensIn() == 0 ? CallCosts.tokens(read) : wrote.tokensIn(),
                    wrote.tokensOut() == 0 ? CallCosts.tokens(wrote.text()) : wrote.tokensOut());
            case Outcome.Failed(ModelError error) when error.isFree() -> cost.didNotHappen();
            case Outcome.Failed _ -> {
            }
        }
    }

    @Nullable
    ModelError lastError() {
        return lastError;
    }

    ModelHealth.Breaker breaker() {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> ModelHealth.Breaker.CLOSED;
            case OPEN, FORCED_OPEN -> ModelHealth.Breaker.OPEN;
            case HALF_OPEN -> ModelHealth.Breaker.HALF_OPEN;
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Outcome waitFor(ChatRequest request) {
        long start = clock.millis();
        Future<ChatResponse> response = threads.submit(() -> {
            try {
                return model.chat(request);
            } finally {
                permits.release();
            }
        });
        try {
            return wrote(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS), clock.millis() - start);
        } catch (TimeoutException e) {
            return failed(ModelError.TIMEOUT, start);
        } catch (ExecutionException e) {
            return failed(kind(e.getCause()), start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(ModelError.TIMEOUT, start);
        } finally {
            response.cancel(true);
        }
    }

    private Outcome wrote(ChatResponse response, long millis) {
        breaker.onSuccess(millis, TimeUnit.MILLISECONDS);
        lastError = null;
        TokenUsage tokens = response.metadata().tokenUsage();
        String text = response.aiMessage().text();
        return new Outcome.Wrote(text == null ? "" : text, tokens == null ? 0 : number(tokens.inputTokenCount()),
                tokens == null ? 0 : number(tokens.outputTokenCount()), millis);
    }

    private Outcome failed(ModelError error, long start) {
        breaker.onError(clock.millis() - start, TimeUnit.MILLISECONDS, new IllegalStateException(error.name()));
        return failed(error);
    }

    private Outcome failed(ModelError error) {
        lastError = error;
        LOG.warn("The language model failed: {}.", error);
        return new Outcome.Failed(error);
    }

    private boolean permitTaken() {
        try {
            return permits.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ModelError kind(@Nullable Throwable cause) {
        return switch (cause) {
            case RateLimitException _ -> ModelError.RATE_LIMITED;
            case AuthenticationException _ -> ModelError.REFUSED_KEY;
            case ModelNotFoundException _ -> ModelError.UNKNOWN_MODEL;
            case ContentFilteredException _ -> ModelError.UNREADABLE;
            case InvalidRequestException _ -> ModelError.BAD_REQUEST;
            case InternalServerException e -> kind(e);
            case dev.langchain4j.exception.TimeoutException e when causes(e)
                    .anyMatch(HttpConnectTimeoutException.class::isInstance) ->
                ModelError.UNREACHABLE;
            case dev.langchain4j.exception.TimeoutException _ -> ModelError.TIMEOUT;
            case UnresolvedModelServerException _ -> ModelError.UNREACHABLE;
            case null, default -> {
                if (causes(cause).anyMatch(ModelCalls::isUnreached)) {
                    yield ModelError.UNREACHABLE;
                }
                yield causes(cause).anyMatch(IOException.class::isInstance)
                        && causes(cause).noneMatch(JacksonException.class::isInstance)
                                ? ModelError.BROKE_OFF
                                : ModelError.UNREADABLE;
            }
        };
    }

    private static Stream<Throwable> causes(@Nullable Throwable last) {
        return Stream.iterate(last, Objects::nonNull, Throwable::getCause);
    }

    /** Without a status, the answer had no choice; that of a gateway tells nothing of the server behind it. */
    private static ModelError kind(InternalServerException error) {
        if (!(error.getCause() instanceof HttpException http)) {
            return ModelError.UNREADABLE;
        }
        return OF_A_GATEWAY.contains(http.statusCode()) ? ModelError.BROKE_OFF : ModelError.SERVER_ERROR;
    }

    private static boolean isUnreached(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof SSLHandshakeException;
    }

    private static int number(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
