package io.parley.knowledge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers that come at the same time share runs of a model. Who finds a free place runs at once, alone; who finds
 * none waits, and when a place becomes free, a thread of its own runs for all who wait, as often as somebody does. So nobody
 * waits for company, and the more there are the larger the runs. Virtual threads that handed the place on to each other
 * would keep the processors from others that have not begun yet. Safe for concurrent use.
 *
 * @param <T> what one caller asks
 * @param <R> what one caller gets
 */
final class MicroBatches<T, R> implements AutoCloseable {

    private final int largest;
    private final Function<List<T>, R[]> run;
    private final ExecutorService threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Call<T, R>> waiting = new ArrayDeque<>();
    private int free;

    /**
     * @param places  runs at the same time
     * @param largest calls in one run
     * @param run     answers calls, each at its place
     */
    MicroBatches(int places, int largest, Function<List<T>, R[]> run) {
        this.free = places;
        this.largest = largest;
        this.run = run;
        this.threads = Executors.newFixedThreadPool(places,
                Thread.ofPlatform().daemon().name("embedding-", 1).factory());
    }

    /** What a caller who waits asked, and will get. */
    private record Call<T, R>(T asked, CompletableFuture<R> answer) {}

    /** The answer to one call. */
    R of(T asked) {
        Call<T, R> waits = takePlaceOrWait(asked);
        return waits == null ? alone(asked) : awaited(waits);
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Null when there was a place. */
    private @Nullable Call<T, R> takePlaceOrWait(T asked) {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return null;
            }
            Call<T, R> call = new Call<>(asked, new CompletableFuture<>());
            waiting.add(call);
            return call;
        } finally {
            lock.unlock();
        }
    }

    private R alone(T asked) {
        try {
            return run.apply(List.of(asked))[0];
        } catch (RuntimeException e) {
            throw failed(e);
        } finally {
            handOn();
        }
    }

    /** An interrupted caller gets its answer all the same, which takes milliseconds, and stays interrupted. */
    private R awaited(Call<T, R> call) {
        try {
            return call.answer.join();
        } catch (CompletionException e) {
            throw failed(e.getCause());
        }
    }

    private static IllegalStateException failed(@Nullable Throwable cause) {
        return new IllegalStateException("A run of the embedding model failed.", cause);
    }

    private void handOn() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                free++;
                return;
            }
        } finally {
            lock.unlock();
        }
        threads.execute(this::runForAll);
    }

    private void runForAll() {
        for (List<Call<T, R>> batch = next(); !batch.isEmpty(); batch = next()) {
            runFor(batch);
        }
    }

    private void runFor(List<Call<T, R>> batch) {
        try {
            R[] answers = run.apply(batch.stream().map(Call::asked).toList());
            for (int i = 0; i < answers.length; i++) {
                batch.get(i).answer.complete(answers[i]);
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(call -> call.answer.completeExceptionally(e));
        }
    }

    /** Those who are next; none, and the place is free, when nobody waits. */
    private List<Call<T, R>> next() {
        List<Call<T, R>> batch = new ArrayList<>();
        lock.lock();
        try {
            while (!waiting.isEmpty() && batch.size() < largest) {
                batch.add(waiting.remove());
            }
            if (batch.isEmpty()) {
                free++;
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    /** Ends its threads; nobody may ask any more. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
