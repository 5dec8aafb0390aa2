package io.parley.knowledge.embedding;

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
 * Lets callers that come at the same time share a few places and, where that is cheaper, one run for several. Who finds a
 * free place runs at once, alone, on its own thread; who finds none waits, and when a place becomes free, a thread of its
 * own runs for those who wait, in the order of their calls. So nobody waits for company, the more there are the larger the
 * runs, and all are served in turn: virtual threads that took the processors themselves would let some of many wait for as
 * long as others come. Safe for concurrent use.
 *
 * @param <T> what one caller asks
 * @param <V> what a run finds for one caller
 */
final class MicroBatches<T, V> implements AutoCloseable {

    private final int largest;
    private final Function<List<T>, List<V>> run;
    private final ExecutorService threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Call<T, V, ?>> waiting = new ArrayDeque<>();
    private int free;

    /**
     * @param places  runs at the same time
     * @param largest calls in one run
     * @param run     finds something for each call, in their order
     */
    MicroBatches(int places, int largest, Function<List<T>, List<V>> run) {
        this.free = places;
        this.largest = largest;
        this.run = run;
        this.threads = Executors.newFixedThreadPool(places,
                Thread.ofPlatform().daemon().name("search-", 1).factory());
    }

    /** What a caller who waits asked, and will get. */
    private record Call<T, V, R>(T asked, Function<V, R> then, CompletableFuture<R> answer) {

        void complete(V found) {
            try {
                answer.complete(then.apply(found));
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /**
     * The answer to one call. What the run or the caller's own part of it throws, the caller gets.
     *
     * @param then makes the answer of what was found, at the caller's place, which is free again only afterwards
     */
    <R> R of(T asked, Function<V, R> then) {
        Call<T, V, R> call = takePlaceOrWait(asked, then);
        return call == null ? alone(asked, then) : awaited(call);
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
    private <R> @Nullable Call<T, V, R> takePlaceOrWait(T asked, Function<V, R> then) {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return null;
            }
            Call<T, V, R> call = new Call<>(asked, then, new CompletableFuture<>());
            waiting.add(call);
            return call;
        } finally {
            lock.unlock();
        }
    }

    private <R> R alone(T asked, Function<V, R> then) {
        try {
            return then.apply(run.apply(List.of(asked)).getFirst());
        } finally {
            handOn();
        }
    }

    /** An interrupted caller gets its answer all the same, which takes milliseconds, and stays interrupted. */
    private static <R> R awaited(Call<?, ?, R> call) {
        try {
            return call.answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
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
        for (List<Call<T, V, ?>> batch = next(); !batch.isEmpty(); batch = next()) {
            runFor(batch);
        }
    }

    private void runFor(List<Call<T, V, ?>> batch) {
        try {
            List<V> found = run.apply(batch.stream().<T>map(Call::asked).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).complete(found.get(i));
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(call -> call.answer.completeExceptionally(e));
        }
    }

    /** Those who are next; none, and the place is free, when nobody waits. */
    private List<Call<T, V, ?>> next() {
        List<Call<T, V, ?>> batch = new ArrayList<>();
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
