package io.parley.channel.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.parley.channel.ClockTime;
import io.parley.channel.Turns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps to what Slack takes a second in one channel. Nobody waits here; who has to is given a turn, so that the threads of one
 * channel do not all come back at once and most of them in vain.
 * <a href="https://docs.slack.dev/apis/web-api/rate-limits">Rate limits</a>.
 */
final class Pace {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

    private final SlackSettings.Limits limits;
    private final InstantSource clock;
    private final ClockTime time;
    private final LoadingCache<String, Bucket> byChannel;
    private final Turns<String> turns;
    private final Cache<String, Instant> held;

    Pace(SlackSettings.Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.time = new ClockTime(clock);
        this.byChannel = Caffeine.newBuilder().ticker(time).expireAfterAccess(FORGOTTEN_AFTER)
                .build(channel -> bucket());
        this.turns = new Turns<>(clock, FORGOTTEN_AFTER);
        this.held = Caffeine.newBuilder().ticker(time).expireAfterWrite(FORGOTTEN_AFTER).build();
    }

    /** Zero, and a message from a thread into a channel is counted; else how long that thread has to wait. */
    synchronized Duration leave(String channel, String thread) {
        Instant now = clock.instant();
        Instant until = held.getIfPresent(channel);
        if (until != null && until.isAfter(now)) {
            return Duration.between(now, until).plus(Turns.NEARLY);
        }
        return turns.left(thread).orElseGet(() -> turns.take(thread, byChannel.get(channel)));
    }

    /** Slack asks to wait with everything in a channel; others go on. */
    synchronized void hold(String channel, Duration wait) {
        held.put(channel, clock.instant().plus(wait));
    }

    private Bucket bucket() {
        Duration each = Duration.ofNanos((long) (1e9 / limits.channelPerSecond()));
        return Bucket.builder().withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(limits.channelBurst()).refillGreedy(1, each)).build();
    }
}
