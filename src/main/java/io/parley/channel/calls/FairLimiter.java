package io.parley.channel.calls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;

/**
 * Fair rate limiter for senders that share a service's capacity: each blocked sender gets a time of its own, so that
 * they do not all retry at once. Never blocks. Callers ensure that only one asks at a time.
 *
 * @param <K> who waits
 */
public final class FairLimiter<K> {
    /** Waits are told in whole milliseconds elsewhere. */
    public static final Duration NEARLY = Duration.ofMillis(2);

    private final MonotonicClock clock;
    private final Cache<K, Long> slots;

    /** @param keptFor how long a slot is kept that is due and that nobody takes */
    public FairLimiter(MonotonicClock clock, Duration keptFor) {
        this.clock = clock;
        this.slots = Caffeine.newBuilder().ticker(clock)
                .expireAfter(Expiry.<K, Long>creating((who, slot) -> clock.until(slot).plus(keptFor))).build();
    }

    /** How long until somebody's slot; zero, and the slot is taken; empty when they have none. */
    public Optional<Duration> left(K who) {
        Long slot = slots.getIfPresent(who);
        if (slot == null) {
            return Optional.empty();
        }
        Duration left = clock.until(slot);
        if (left.compareTo(NEARLY) > 0) {
            return Optional.of(left);
        }
        slots.invalidate(who);
        return Optional.of(Duration.ZERO);
    }

    /**
     * Takes one from a bucket, on credit if it is empty, and gives a slot when that is paid back.
     *
     * @return how long until then; zero when nobody has to wait
     */
    public Duration tryAcquire(K who, Bucket bucket) {
        Duration wait = Duration.ofNanos(bucket.consumeIgnoringRateLimits(1));
        if (wait.isPositive()) {
            slots.put(who, clock.in(wait));
        }
        return wait;
    }
}
