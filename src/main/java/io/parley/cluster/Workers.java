package io.parley.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
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
    private final Consumer<Set<Long>> tidy;
    private final Semaphore free;
    private final Semaphore awake = new Semaphore(0);
    private final Map<Long, Thread> inHand = new ConcurrentHashMap<>();
    private volatile @Nullable Thread looking;
    private long tidiedAt = System.nanoTime() - LOOK.toNanos();

    /**
     * @param hands how many pieces of work are done at once
     * @param claim claims up to that many pieces
     * @param work does one piece
     * @param tidy is done about every second, with the ids of the rows in hand: whatever else this instance has claimed was
     *     lost on the way, for instance when the database went away
     */
    public Workers(String name, int hands, IntFunction<List<Claim>> claim, Consumer<Claim> work,
            Consumer<Set<Long>> tidy) {
        this.name = name;
        this.hands = hands;
        this.claim = claim;
        this.work = work;
        this.tidy = tidy;
        this.free = new Semaphore(hands);
    }

    /** Starts looking for work: when woken, when a piece is done, and every second. */
    public void start() {
        Thread looker = Thread.ofPlatform().daemon().name(name).unstarted(this::look);
        looking = looker;
        looker.start();
    }

    /** Says that there may be work. */
    public void wake() {
        if (awake.availablePermits() == 0) {
            awake.release();
        }
    }

    /** Claims nothing more and waits until what is in hand is done, or the time is up. */
    public void stop(Duration most) {
        looking = null;
        wake();
        try {
            if (free.tryAcquire(hands, most.toMillis(), TimeUnit.MILLISECONDS)) {
                free.release(hands);
            } else {
                log.warn("{}: work in hand is left for the next start", name);
                inHand.values().forEach(Thread::interrupt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it looks for work. */
    public boolean isRunning() {
        return looking != null;
    }

    private boolean isMine() {
        return Thread.currentThread() == looking;
    }

    private void look() {
        while (isMine()) {
            try {
                lookOnce();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
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
            claims = isMine() ? claim.apply(most) : List.of();
        } catch (RuntimeException | Error e) {
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
            tidy.accept(Set.copyOf(inHand.keySet()));
        }
    }

    private void handOut(Claim one) {
        Thread hand = Thread.ofVirtual().name(name + "-" + one.id()).unstarted(() -> take(one));
        inHand.put(one.id(), hand);
        hand.start();
    }

    private void take(Claim one) {
        try {
            work.accept(one);
        } catch (RuntimeException | Error e) {
            log.warn("{}: row {} failed", name, one.id(), e);
        } finally {
            inHand.remove(one.id(), Thread.currentThread());
            free.release();
            wake();
        }
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
