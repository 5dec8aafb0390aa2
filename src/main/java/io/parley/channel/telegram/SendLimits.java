package io.parley.channel.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.parley.channel.telegram.TelegramSettings.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Keeps to what Telegram takes: by chat, by group, and in all. Nobody waits here; who has to is told how long. When all chats
 * together want too much, each gets a time of its own, so that they do not all come back at once and most of them in vain.
 */
final class SendLimits {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    /** Waits are told in whole milliseconds elsewhere. */
    private static final Duration NEARLY = Duration.ofMillis(2);

    private final Limits limits;
    private final TimeMeter time;
    private final Bucket all;
    private final LoadingCache<Long, List<Bucket>> byChat;
    private final Cache<Long, Instant> turns;
    private final InstantSource clock;

    SendLimits(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.time = new ClockMeter(clock);
        this.all = bucket(Math.max(1, limits.perSecond() / 10), limits.perSecond(), Duration.ofSeconds(1));
        this.byChat = Caffeine.newBuilder().expireAfterAccess(FORGOTTEN_AFTER).build(this::bucketsOf);
        this.turns = Caffeine.newBuilder().expireAfterWrite(FORGOTTEN_AFTER).build();
    }

    /** Zero, and a message to the chat is counted; else how long to wait before asking again. */
    synchronized Duration leave(long chat) {
        Instant now = clock.instant();
        Instant turn = turns.getIfPresent(chat);
        if (turn == null) {
            return ask(chat, now);
        }
        Duration left = Duration.between(now, turn);
        if (left.compareTo(NEARLY) > 0) {
            return left;
        }
        turns.invalidate(chat);
        return Duration.ZERO;
    }

    private Duration ask(long chat, Instant now) {
        List<Bucket> own = byChat.get(chat);
        long wait = own.stream().mapToLong(b -> b.estimateAbilityToConsume(1).getNanosToWaitForRefill()).max()
                .orElse(0);
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        own.forEach(bucket -> bucket.tryConsume(1));
        Duration untilTurn = Duration.ofNanos(all.consumeIgnoringRateLimits(1));
        if (untilTurn.isPositive()) {
            turns.put(chat, now.plus(untilTurn));
        }
        return untilTurn;
    }

    private List<Bucket> bucketsOf(long chat) {
        Duration each = Duration.ofNanos((long) (1e9 / limits.chatPerSecond()));
        Bucket own = bucket(limits.chatBurst(), 1, each);
        if (chat > 0) {
            return List.of(own);
        }
        int burst = Math.max(1, limits.groupPerMinute() / 4);
        return List.of(own, bucket(burst, Math.max(1, limits.groupPerMinute() - burst), Duration.ofMinutes(1)));
    }

    /** In any stretch of that time at most {@code burst + messages} are let through. */
    private Bucket bucket(int burst, int messages, Duration in) {
        return Bucket.builder().withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(burst).refillGreedy(messages, in)).build();
    }

    /** Time as the application has it. */
    private record ClockMeter(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
