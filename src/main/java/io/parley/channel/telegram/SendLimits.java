package io.parley.channel.telegram;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.parley.channel.Capacity;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.telegram.TelegramSettings.Limits;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Limits per chat, per group and globally. Never blocks: {@link #capacity} returns how many messages may begin, so that
 * no more waiting chats are looked at than can be served; {@link #leave} returns the wait of one chat that used up its
 * share.
 */
final class SendLimits {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final Limits limits;
    private final MonotonicClock clock;
    private final Bucket all;
    private final LoadingCache<Long, List<Bucket>> byChat;

    SendLimits(Limits limits, MonotonicClock clock) {
        this.limits = limits;
        this.clock = clock;
        this.all = bucket(Math.max(1, limits.perSecond() / 10), limits.perSecond(), Duration.ofSeconds(1));
        this.byChat = Caffeine.newBuilder().ticker(clock).expireAfterAccess(FORGOTTEN_AFTER).build(this::bucketsOf);
    }

    /**
     * How many messages may begin now, whatever chats they go to.
     *
     * @param concurrency how many may be under way at once
     */
    Capacity capacity(int concurrency) {
        return new Capacity(concurrency, all.getAvailableTokens(), untilNext(all));
    }

    /**
     * Tries to acquire a permit for one message to the chat: zero means acquired, else the wait before the next try.
     */
    synchronized Duration leave(long chat) {
        List<Bucket> own = byChat.get(chat);
        Optional<Bucket> empty = own.stream().filter(bucket -> bucket.getAvailableTokens() == 0)
                .max(Comparator.comparing(SendLimits::untilNext));
        if (empty.isPresent()) {
            return untilNext(empty.get());
        }
        if (!all.tryConsume(1)) {
            return untilNext(all);
        }
        own.forEach(bucket -> bucket.tryConsume(1));
        return Duration.ZERO;
    }

    /** At least a moment: a bucket's estimate is rounded down. */
    private static Duration untilNext(Bucket bucket) {
        Duration estimated = Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        return estimated.compareTo(A_MOMENT) < 0 ? A_MOMENT : estimated;
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
        return Bucket.builder().withCustomTimePrecision(clock)
                .addLimit(limit -> limit.capacity(burst).refillGreedy(messages, in)).build();
    }
}
