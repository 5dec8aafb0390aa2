package io.parley.knowledge.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Another embedding model within bounds: a call ends in time, and what comes is one vector for each text, of finite numbers
 * and of one length. All that fails is an {@link EmbeddingFailed}. Safe for concurrent use.
 */
final class BoundedModel implements EmbeddingModel, AutoCloseable {

    private static final String ANY_TEXT = "question";

    private final EmbeddingModel model;
    private final Duration timeout;
    private final ModelState state;
    private volatile ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param timeout of a call, all in all
     * @param state   where it is kept what calls show
     */
    BoundedModel(EmbeddingModel model, Duration timeout, ModelState state) {
        this.model = model;
        this.timeout = timeout;
        this.state = state;
    }

    @Override
    public int dimension() {
        if (state.dimension() == 0) {
            embedAll(List.of(TextSegment.from(ANY_TEXT)));
        }
        return state.dimension();
    }

    @Override
    public String modelName() {
        return model.modelName();
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        try {
            List<Embedding> found = checked(within(texts), texts.size());
            state.works();
            return Response.from(found);
        } catch (EmbeddingFailed e) {
            state.failed(e.fault());
            throw e;
        }
    }

    private List<Embedding> checked(List<Embedding> found, int wanted) {
        if (found.size() != wanted || found.stream().anyMatch(one -> !isFinite(one.vector()))) {
            throw new EmbeddingFailed(EmbeddingFault.UNREADABLE);
        }
        if (found.stream().anyMatch(one -> !state.fits(one.dimension()))) {
            throw new EmbeddingFailed(EmbeddingFault.OTHER_DIMENSION);
        }
        return found;
    }

    private List<Embedding> within(List<TextSegment> texts) {
        Future<List<Embedding>> call;
        try {
            call = threads.submit(() -> model.embedAll(texts).content());
        } catch (RejectedExecutionException _) {
            throw new EmbeddingFailed(EmbeddingFault.NOT_CALLED);
        }
        try {
            return call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new EmbeddingFailed(EmbeddingFault.of(e.getCause()));
        } catch (TimeoutException e) {
            throw new EmbeddingFailed(EmbeddingFault.TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingFailed(EmbeddingFault.NOT_CALLED);
        } finally {
            call.cancel(true);
        }
    }

    private static boolean isFinite(float[] vector) {
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return vector.length > 0;
    }

    /** Takes calls again after it was closed. */
    void reopen() {
        if (threads.isShutdown()) {
            threads = Executors.newVirtualThreadPerTaskExecutor();
        }
    }

    /** Breaks off what is under way; later calls fail at once. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
