package io.parley.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Claims work as long as there is some and room for it in its lane, and does each piece on a thread of its own. One
 * thread looks for work and runs the housekeeping; it never waits for a piece of work.
 *
 * @param <W> a claimed row
 */
public final class Workers<W extends Claimed> implements SmartLifecycle {
    /** The longest time between two looks for work. */
    static final Duration LOOK = Duration.ofSeconds(1);
    /** The shortest time between two looks: rows that arrive together are claimed together. */
    private static final Duration BREATH = Duration.ofMillis(16);
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    /** After this time an operator is told that a piece of work does not end. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    private final String name;
    private final Collection<? extends Lane> lanes;
    private final Function<Map<String, Integer>, List<W>> claim;
    private final Consumer<W> work;
    private final List<Housekeeping> housekeeping;
    private final Lifetime lifetime;
    private final Semaphore awake = new Semaphore(0);
    private final Map<Long, UnderWay> underWay = new ConcurrentHashMap<>();
    private volatile @Nullable Thread looking;
    private long keptHouseAt = System.nanoTime() - LOOK.toNanos();
    private long lookedAt = System.nanoTime() - BREATH.toNanos();

    /** A step of housekeeping: done about every second; its failure stops nothing else. */
    @FunctionalInterface
    public interface Housekeeping {
        /** @param running the ids of the rows that this instance works on */
        void run(Set<Long> running);
    }

    /**
     * The lifetime within the application's.
     *
     * @param phase when it starts, and in the opposite order stops, among the parts of the application
     * @param shutdownTimeout how long a stop waits for work under way
     */
    public record Lifetime(int phase, Duration shutdownTimeout) {}

    /** A piece of work and its thread. */
    private record UnderWay(Claim claim, Thread thread, long sinceNanos) {
        boolean isStuck(long now) {
            return now - sinceNanos > STUCK.toNanos();
        }
    }

    /**
     * @param lanes the lanes, one a channel
     * @param claim claims rows; it gets how many it may claim of each channel that has room, and gives no more
     * @param work does one piece
     * @param housekeeping what else is to be done about every second, each step for itself
     * @param lifetime when it starts and how it stops
     */
    public Workers(String name, Collection<? extends Lane> lanes, Function<Map<String, Integer>, List<W>> claim,
            Consumer<W> work, List<Housekeeping> housekeeping, Lifetime lifetime) {
        this.name = name;
        this.lanes = List.copyOf(lanes);
        this.claim = claim;
        this.work = work;
        this.housekeeping = List.copyOf(housekeeping);
        this.lifetime = lifetime;
    }

    @Override
    public int getPhase() {
        return lifetime.phase();
    }

    /** Starts looking for work: when woken, when a piece is done, and every second. */
    @Override
    public void start() {
        Thread looker = Thread.ofPlatform().daemon().name(name).unstarted(this::look);
        looking = looker;
        looker.start();
    }

    /** Says that there may be work. */
    public void signal() {
        if (awake.availablePermits() == 0) {
            awake.release();
        }
    }

    /** Claims nothing more and waits until what is under way is done, or the time is up. */
    @Override
    public void stop() {
        Thread looker = looking;
        looking = null;
        signal();
        try {
            Duration atMost = lifetime.shutdownTimeout();
            long end = System.nanoTime() + atMost.toNanos();
            if (looker != null) {
                looker.join(atMost);
            }
            for (UnderWay piece : underWay.values()) {
                TimeUnit.NANOSECONDS.timedJoin(piece.thread(), Math.max(1, end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        interruptTheRest();
    }

    private void interruptTheRest() {
        if (!underWay.isEmpty()) {
            log.warn("{}: {} pieces of work are left for the next start", name, underWay.size());
            underWay.values().forEach(piece -> piece.thread().interrupt());
        }
    }

    /** Whether it looks for work. */
    @Override
    public boolean isRunning() {
        return looking != null;
    }

    private boolean isLooking() {
        return Thread.currentThread() == looking;
    }

    private void look() {
        while (isLooking()) {
            try {
                keepHouseIfTime();
                Map<String, Lane.Room> lanes = room();
                if (!claimed(lanes)) {
                    // Uses the capacities read above: a lane that has opened meanwhile is looked at again after its own
                    // time, not a second.
                    sleepUntilWoken(lanes.values());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                log.warn("{}: no work can be claimed now: {}", name, e.getMessage());
                pause();
            }
        }
    }

    private void breathe() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(lookedAt + BREATH.toNanos() - System.nanoTime());
        lookedAt = System.nanoTime();
    }

    private boolean claimed(Map<String, Lane.Room> lanes) throws InterruptedException {
        Map<String, Integer> room = new HashMap<>();
        lanes.forEach((channel, free) -> {
            if (free.rows() > 0) {
                room.put(channel, free.rows());
            }
        });
        if (!isLooking() || room.isEmpty()) {
            return false;
        }
        breathe();
        List<W> claims = claim.apply(room);
        claims.forEach(this::handOut);
        return !claims.isEmpty();
    }

    private Map<String, Lane.Room> room() {
        Map<String, Integer> busy = new HashMap<>();
        underWay.values().forEach(piece -> busy.merge(piece.claim().channel(), 1, Integer::sum));
        return lanes.stream().collect(
                Collectors.toMap(Lane::channel, lane -> lane.room(busy.getOrDefault(lane.channel(), 0))));
    }

    private void keepHouseIfTime() {
        long now = System.nanoTime();
        if (now - keptHouseAt >= LOOK.toNanos()) {
            keptHouseAt = now;
            Set<Long> running = Set.copyOf(underWay.keySet());
            housekeeping.forEach(step -> keepHouse(step, running));
            underWay.values().stream().filter(piece -> piece.isStuck(now)).forEach(this::tellStuck);
        }
    }

    private void keepHouse(Housekeeping step, Set<Long> running) {
        try {
            step.run(running);
        } catch (RuntimeException | Error e) {
            log.warn("{}: a step of housekeeping failed and is tried again: {}", name, e.getMessage());
        }
    }

    private void tellStuck(UnderWay piece) {
        log.warn("{}: row {} of {} has been worked on for more than {} minutes", name, piece.claim().id(),
                piece.claim().channel(), STUCK.toMinutes());
        underWay.computeIfPresent(piece.claim().id(),
                (id, same) -> new UnderWay(same.claim(), same.thread(), System.nanoTime()));
    }

    private void handOut(W one) {
        Claim held = one.claim();
        Thread thread = Thread.ofVirtual().name(name + "-" + held.id()).unstarted(() -> take(one));
        underWay.put(held.id(), new UnderWay(held, thread, System.nanoTime()));
        thread.start();
    }

    private void take(W one) {
        try {
            work.accept(one);
        } catch (RuntimeException | Error e) {
            log.warn("{}: row {} failed", name, one.claim().id(), e);
        } finally {
            leave(one.claim());
            signal();
        }
    }

    /**
     * Ends a row's work here. A row that was released may have been claimed again already, by another thread of this
     * instance.
     */
    private void leave(Claim one) {
        underWay.computeIfPresent(one.id(), (id, piece) -> piece.thread() == Thread.currentThread() ? null : piece);
    }

    private void sleepUntilWoken(Collection<Lane.Room> rooms) throws InterruptedException {
        Duration longest = rooms.stream().filter(room -> room.rows() <= 0).map(Lane.Room::again).reduce(LOOK,
                (a, b) -> a.compareTo(b) < 0 ? a : b);
        if (awake.tryAcquire(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS)) {
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
