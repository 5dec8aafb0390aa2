package io.parley.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims work as long as there is some and hands (at most so many at once) does it, each piece on a thread of its own. */
public final class Workers {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String name;
    private final int hands;
    private final IntFunction<List<Claim>> claim;
    private final Consumer<Claim> work;
    private final Runnable tidy;
    private final Semaphore free;
    private final Semaphore awake = new Semaphore(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;
    private long tidiedAt = System.nanoTime() - LOOK.toNanos();

    /**
     * @param hands how many pieces of work are done at once
     * @param claim claims up to that many pieces
     * @param work does one piece
     * @param tidy is done about every second
     */
    public Workers(String name, int hands, IntFunction<List<Claim>> claim, Consumer<Claim> work, Runnable tidy) {
        this.name = name;
        this.hands = hands;
        this.claim = claim;
        this.work = work;
        this.tidy = tidy;
        this.free = new Semaphore(hands);
    }

    /** Starts looking for work: when woken, when a piece is done, and every second. */
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name(name).start(this::look);
    }

    /** Says that there may be work. */
    public void wake() {
        if (awake.availablePermits() == 0) {
            awake.release();
        }
    }

    /** Claims nothing more and waits until what is in hand is done, or the time is up. */
    public void stop(Duration most) {
        running = false;
        wake();
        try {
            if (!free.tryAcquire(hands, most.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{}: work in hand is left for the next start", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    /** Whether it looks for work. */
    public boolean isRunning() {
        return running;
    }

    private void look() {
        while (running) {
            try {
                lookOnce();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("{}: no work can be claimed now: {}", name, e.getMessage());
                pause();
            }
        }
    }

    private void lookOnce() throws InterruptedException {
        tidyIfTime();
        free.acquire();
        int most = 1 + free.drainPermits();
        List<Claim> claims;
        try {
            claims = running ? claim.apply(most) : List.of();
        } catch (RuntimeException e) {
            free.release(most);
            throw e;
        }
        free.release(most - claims.size());
        claims.forEach(this::handOut);
        if (claims.isEmpty()) {
            sleepUntilWoken();
        }
    }

    private void tidyIfTime() {
        long now = System.nanoTime();
        if (now - tidiedAt >= LOOK.toNanos()) {
            tidiedAt = now;
            tidy.run();
        }
    }

    private void handOut(Claim one) {
        threads.execute(() -> {
            try {
                work.accept(one);
            } catch (RuntimeException e) {
                log.warn("{}: row {} failed", name, one.id(), e);
            } finally {
                free.release();
                wake();
            }
        });
    }

    private void sleepUntilWoken() throws InterruptedException {
        boolean woken = awake.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
            awake.drainPermits();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
