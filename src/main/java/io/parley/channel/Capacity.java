package io.parley.channel;

import java.time.Duration;

/**
 * How much a service takes from this instance now.
 *
 * @param concurrency how many deliveries may be under way at once, 1 or more
 * @param permits how many may begin now, by the service's limits; 0 while it is out of order
 * @param again when to ask again if there are no permits
 */
public record Capacity(int concurrency, long permits, Duration again) {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    /** A service that takes as much as goes on at once. */
    public static Capacity of(int concurrency) {
        return new Capacity(concurrency, concurrency, A_SECOND);
    }

    /** The sum of the capacities of two services; asks again after the shorter of the two waits. */
    public Capacity and(Capacity other) {
        return new Capacity(concurrency + other.concurrency, permits + other.permits,
                again.compareTo(other.again) < 0 ? again : other.again);
    }

    /** A service that takes nothing for a while. */
    public static Capacity none(int concurrency, Duration again) {
        return new Capacity(concurrency, 0, again);
    }
}
