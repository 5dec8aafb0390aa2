package io.parley.knowledge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers that come at the same time share runs of a model. Who finds a free place runs at once, alone; who finds
 * none waits, and the first of those who wait runs for all of them when a place becomes free. So nobody waits for company,
 * and the more there are the larger the runs. Safe for concurrent use.
 *
 * @param <T> what one caller asks
 * @param <R> what one caller gets
 */
final class MicroBatches<T, R> {

    private final int places;
    private final int largest;
    private final Function<List<T>, R[]> run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Call<T, R>> waiting = new ArrayDeque<>();
    private int running;

    /**
     * @param places  runs at the same time
     * @param largest calls in one run
     * @param run     answers calls, each at its place
     */
    MicroBatches(int places, int largest, Function<List<T>, R[]> run) {
        this.places = places;
        this.largest = largest;
        this.run = run;
    }

    /** A caller who waits. */
    private static final class Call<T, R> {
        private final T asked;
        private final Thread caller = Thread.currentThread();
        private volatile @Nullable R answer;
        private volatile @Nullable RuntimeException failure;
        private volatile boolean isFirst;

        Call(T asked) {
            this.asked = asked;
        }

        boolean isDone() {
            return answer != null || failure != null;
        }
    }

    /** The answer to one call. */
    R of(T asked) {
        Call<T, R> call = new Call<>(asked);
        if (!takesPlace(call)) {
            awaitTurn(call);
        }
        if (!call.isDone()) {
            lead(call);
        }
        R answer = call.answer;
        if (answer == null) {
            throw new IllegalStateException("A shared run of the embedding model failed.", call.failure);
        }
        return answer;
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

    private boolean takesPlace(Call<T, R> call) {
        lock.lock();
        try {
            if (running < places) {
                running++;
                return true;
            }
            waiting.add(call);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** An interrupted caller gets its answer all the same, which takes milliseconds, and stays interrupted. */
    private void awaitTurn(Call<T, R> call) {
        boolean wasInterrupted = false;
        while (!call.isDone() && !call.isFirst) {
            LockSupport.park(this);
            wasInterrupted |= Thread.interrupted();
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void lead(Call<T, R> first) {
        List<Call<T, R>> batch = withOthers(first);
        try {
            R[] answers = run.apply(batch.stream().map(call -> call.asked).toList());
            for (int i = 0; i < answers.length; i++) {
                batch.get(i).answer = answers[i];
            }
        } catch (RuntimeException e) {
            batch.forEach(call -> call.failure = e);
        } finally {
            handOn();
            batch.stream().filter(call -> call != first).forEach(call -> LockSupport.unpark(call.caller));
        }
    }

    private List<Call<T, R>> withOthers(Call<T, R> first) {
        List<Call<T, R>> batch = new ArrayList<>();
        batch.add(first);
        lock.lock();
        try {
            for (Call<T, R> next = waiting.peek(); next != null && batch.size() < largest; next = waiting.peek()) {
                batch.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    /** Gives the place to the first who waits, or frees it. */
    private void handOn() {
        lock.lock();
        try {
            Call<T, R> next = waiting.poll();
            if (next == null) {
                running--;
            } else {
                next.isFirst = true;
                LockSupport.unpark(next.caller);
            }
        } finally {
            lock.unlock();
        }
    }
}
