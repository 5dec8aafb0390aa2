package io.parley.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says at once what takes a while, and every few seconds that it goes on, where answers do not go. */
final class Patience implements AutoCloseable {
    /** How its lines begin. */
    static final String MARK = "… ";
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final PrintWriter err;
    private final long begin = System.nanoTime();
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("patience").factory());

    private Patience(PrintWriter err) {
        this.err = err;
        Future<?> _ = clock.scheduleAtFixedRate(this::goesOn, EVERY.toMillis(), EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Begins.
     *
     * @param what what is done, such as {@code starting the FAQ}
     */
    static Patience with(PrintWriter err, String what) {
        err.println(MARK + what);
        return new Patience(err);
    }

    /** Begins, and says something only when it takes longer than a moment. */
    static Patience silently(PrintWriter err) {
        return new Patience(err);
    }

    private void goesOn() {
        err.println(MARK + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s");
    }

    /** Says no more. */
    @Override
    public void close() {
        clock.shutdownNow();
    }
}
