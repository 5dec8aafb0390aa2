package io.parley.queue;

import io.parley.cluster.DatabaseRetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Writes what several threads have to write at the same time in one transaction. A thread that comes alone writes at once;
 * those that come while it does are written together, next. Each call returns when its own change is committed.
 *
 * @param <T> a change
 */
public final class GroupCommit<T> {
    private static final int MAX_AT_ONCE = 16;

    private final Function<List<T>, Set<T>> write;
    private final Queue<Call<T>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    /** @param write commits changes, or throws and has changed nothing; gives those that it made */
    public GroupCommit(Function<List<T>, Set<T>> write) {
        this.write = write;
    }

    private record Call<T>(T change, CompletableFuture<Boolean> made) {}

    /**
     * Writes a change.
     *
     * @return whether it was made
     * @throws RuntimeException why this change was not written, or that the database is away
     */
    public boolean write(T change) {
        Call<T> mine = new Call<>(change, new CompletableFuture<>());
        waiting.add(mine);
        turn.lock();
        try {
            while (!mine.made().isDone()) {
                writeNext();
            }
        } finally {
            turn.unlock();
        }
        return madeOrThrown(mine);
    }

    private void writeNext() {
        List<Call<T>> calls = new ArrayList<>();
        for (Call<T> next = waiting.poll(); next != null; next = calls.size() < MAX_AT_ONCE ? waiting.poll() : null) {
            calls.add(next);
        }
        try {
            write(calls);
        } catch (RuntimeException | Error e) {
            if (calls.size() == 1 || DatabaseRetry.isAway(e)) {
                calls.forEach(call -> call.made().completeExceptionally(e));
            } else {
                calls.forEach(this::writeAlone);
            }
        }
    }

    /** One change that cannot be written fails no other. */
    private void writeAlone(Call<T> call) {
        try {
            write(List.of(call));
        } catch (RuntimeException | Error e) {
            call.made().completeExceptionally(e);
        }
    }

    private void write(List<Call<T>> calls) {
        Set<T> made = write.apply(calls.stream().map(Call::change).toList());
        calls.forEach(call -> call.made().complete(made.contains(call.change())));
    }

    private static boolean madeOrThrown(Call<?> call) {
        try {
            return call.made().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
