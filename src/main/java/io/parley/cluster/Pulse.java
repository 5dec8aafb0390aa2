package io.parley.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The heartbeats of all instances as this instance has seen them. An instance is dead when its counter has not moved
 * for 6 seconds of this process's own time, so setting a clock, here or in the database, declares no instance dead.
 * After a stall of its own this instance declares none dead until it has watched for 6 seconds again: the others may
 * have stalled with it.
 */
final class Pulse {
    /** An instance whose counter stands still for this long is dead. */
    static final Duration SILENCE = Duration.ofSeconds(6);
    /** An instance whose own last heartbeat is older than this has stalled. */
    static final Duration STALL = Duration.ofSeconds(3);

    private final UUID me;
    private final Map<UUID, Seen> others = new HashMap<>();
    private long lastBeat;
    private boolean watching;

    /** @param me the instance that watches */
    Pulse(UUID me) {
        this.me = me;
    }

    private record Seen(long beats, long sinceNanos) {
        Duration silence(long now) {
            return Duration.ofNanos(now - sinceNanos);
        }
    }

    /**
     * This instance gave a sign of life and read all counters.
     *
     * @param now this process's time in nanoseconds, as {@link System#nanoTime} counts it
     */
    synchronized void beaten(Map<UUID, Long> counters, long now) {
        if (isStalled(now)) {
            others.clear();
        }
        watching = true;
        lastBeat = now;
        others.keySet().retainAll(counters.keySet());
        counters.forEach((id, beats) -> others.merge(id, new Seen(beats, now),
                (before, seen) -> before.beats() == seen.beats() ? before : seen));
        others.remove(me);
    }

    /** The instances whose counter stands still for {@link #SILENCE} or longer; none while this instance has stalled. */
    synchronized Set<UUID> dead(long now) {
        return isStalled(now) ? Set.of() : silentFor(SILENCE, now);
    }

    /** The instances whose counter stands still for at least that long. */
    synchronized Set<UUID> silentFor(Duration time, long now) {
        return others.entrySet().stream().filter(seen -> seen.getValue().silence(now).compareTo(time) >= 0)
                .map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
    }

    private boolean isStalled(long now) {
        return !watching || Duration.ofNanos(now - lastBeat).compareTo(STALL) > 0;
    }
}
