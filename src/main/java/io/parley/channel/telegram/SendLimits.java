package io.parley.channel.telegram;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.parley.channel.ClockTime;
import io.parley.channel.Turns;
import io.parley.channel.telegram.TelegramSettings.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Keeps to what Telegram takes: by chat, by group, and in all. Nobody waits here; who has to is told how long. When all chats
 * together want too much, each gets a time of its own, so that they do not all come back at once and most of them in vain.
 */
final class SendLimits {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private final Limits limits;
    private final ClockTime time;
    private final Bucket all;
    private final LoadingCache<Long, List<Bucket>> byChat;
    private final Turns<Long> turns;

    SendLimits(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.time = new ClockTime(clock);
        this.all = bucket(Math.max(1, limits.perSecond() / 10), limits.perSecond(), Duration.ofSeconds(1));
        this.byChat = Caffeine.newBuilder().ticker(time).expireAfterAccess(FORGOTTEN_AFTER).build(this::bucketsOf);
        this.turns = new Turns<>(clock, FORGOTTEN_AFTER);
    }

    /** Zero, and a message to the chat is counted; else how long to wait before asking again. */
    synchronized Duration leave(long chat) {
        return turns.left(chat).orElseGet(() -> ask(chat));
    }

    private Duration ask(long chat) {
        List<Bucket> own = byChat.get(chat);
        long wait = own.stream().mapToLong(b -> b.estimateAbilityToConsume(1).getNanosToWaitForRefill()).max()
                .orElse(0);
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        own.forEach(bucket -> bucket.tryConsume(1));
        return turns.take(chat, all);
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
}
