package io.parley.channel.slack.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.parley.channel.calls.FairLimiter;
import io.parley.channel.calls.MonotonicClock;
import java.time.Duration;

/**
 * Fair rate limiter by channel: each thread that has to wait gets a slot of its own, so that the threads of one channel do not
 * all come back at once. It never blocks.
 * <a href="https://docs.slack.dev/apis/web-api/rate-limits">Rate limits</a>.
 */
public final class RateLimiter {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

    private final SlackSettings.Limits limits;
    private final MonotonicClock clock;
    private final LoadingCache<String, Bucket> byChannel;
    private final FairLimiter<String> slots;
    private final Cache<String, Long> pausedUntil;

    public RateLimiter(SlackSettings.Limits limits, MonotonicClock clock) {
        this.limits = limits;
        this.clock = clock;
        this.byChannel = Caffeine.newBuilder().ticker(clock).expireAfterAccess(FORGOTTEN_AFTER)
                .build(channel -> bucket());
        this.slots = new FairLimiter<>(clock, FORGOTTEN_AFTER);
        this.pausedUntil = Caffeine.newBuilder().ticker(clock).expireAfterWrite(FORGOTTEN_AFTER).build();
    }

    /** Zero, and a message from a thread into a channel is counted; else how long that thread has to wait. */
    public synchronized Duration tryAcquire(String channel, String thread) {
        Long until = pausedUntil.getIfPresent(channel);
        if (until != null && clock.until(until).isPositive()) {
            return clock.until(until).plus(FairLimiter.NEARLY);
        }
        return slots.left(thread).orElseGet(() -> slots.tryAcquire(thread, byChannel.get(channel)));
    }

    /** Slack asks to wait with everything in a channel; others go on. */
    public synchronized void pause(String channel, Duration wait) {
        pausedUntil.put(channel, clock.in(wait));
    }

    private Bucket bucket() {
        Duration each = Duration.ofNanos((long) (1e9 / limits.channelPerSecond()));
        return Bucket.builder().withCustomTimePrecision(clock)
                .addLimit(limit -> limit.capacity(limits.channelBurst()).refillGreedy(1, each)).build();
    }
}
