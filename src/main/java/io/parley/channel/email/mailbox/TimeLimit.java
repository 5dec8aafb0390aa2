package io.parley.channel.email.mailbox;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs work that might never end on a thread of its own. Work that goes on when its time is over and it was interrupted keeps
 * its thread; while all threads are kept so, no more work begins.
 */
public final class TimeLimit {
    private final Duration limit;
    private final Semaphore threads;

    /** Runs at most this many threads at once, each with this time limit. */
    public TimeLimit(Duration limit, int threads) {
        this.limit = limit;
        this.threads = new Semaphore(threads);
    }

    /** The longest that a piece of work may take. */
    public Duration limit() {
        return limit;
    }

    /**
     * Runs work and waits for it.
     *
     * @throws TimeoutException when its time is over
     * @throws RejectedExecutionException when no thread became free in that time
     */
    public <T> T run(Callable<T> work) throws ExecutionException, TimeoutException, InterruptedException {
        if (!threads.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RejectedExecutionException("All threads are kept by work whose time is over");
        }
        FutureTask<T> task = new FutureTask<>(work);
        start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            task.cancel(true);
        }
    }

    /** A platform thread: a virtual one that computes without end would hold up the others. */
    private void start(Runnable task) {
        boolean started = false;
        try {
            Thread.ofPlatform().daemon().name("mail-understanding").start(() -> {
                try {
                    task.run();
                } finally {
                    threads.release();
                }
            });
            started = true;
        } finally {
            if (!started) {
                threads.release();
            }
        }
    }
}
