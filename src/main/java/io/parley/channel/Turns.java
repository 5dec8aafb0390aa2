package io.parley.channel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Turns for those who share what a service takes: who wants more than there is gets a time of its own, so that they do not
 * all come back at once and most of them in vain. Nobody waits here. Callers see to it that one asks at a time.
 *
 * @param <K> who waits
 */
public final class Turns<K> {
    /** Waits are told in whole milliseconds elsewhere. */
    public static final Duration NEARLY = Duration.ofMillis(2);

    private final InstantSource clock;
    private final Cache<K, Instant> turns;

    /** @param forgottenAfter how long a turn that nobody takes is kept */
    public Turns(InstantSource clock, Duration forgottenAfter) {
        this.clock = clock;
        this.turns = Caffeine.newBuilder().ticker(new ClockTime(clock)).expireAfterWrite(forgottenAfter).build();
    }

    /** How long until somebody's turn; zero, and the turn is taken; empty when they have none. */
    public Optional<Duration> left(K who) {
        Instant turn = turns.getIfPresent(who);
        if (turn == null) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), turn);
        if (left.compareTo(NEARLY) > 0) {
            return Optional.of(left);
        }
        turns.invalidate(who);
        return Optional.of(Duration.ZERO);
    }

    /**
     * Takes one from a bucket, on credit if it is empty, and gives a turn when that is paid back.
     *
     * @return how long until then; zero when nobody has to wait
     */
    public Duration take(K who, Bucket bucket) {
        Duration wait = Duration.ofNanos(bucket.consumeIgnoringRateLimits(1));
        if (wait.isPositive()) {
            turns.put(who, clock.instant().plus(wait));
        }
        return wait;
    }
}
