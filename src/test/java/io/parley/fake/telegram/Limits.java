package io.parley.fake.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many messages the server takes before it answers 429. Telegram publishes about one message a second to a chat
 * with short bursts, 20 a minute to a group and 30 a second in all.
 *
 * @param chatPerSecond messages a second to one chat
 * @param chatBurst messages that one chat takes at once
 * @param groupPerMinute messages a minute to one group
 * @param perSecond messages a second in all
 */
public record Limits(double chatPerSecond, int chatBurst, int groupPerMinute, int perSecond) {

    /** Takes everything. */
    public static final Limits NONE = new Limits(1e9, 1_000_000_000, 1_000_000_000, 1_000_000_000);

    /** As published. */
    public static final Limits PUBLISHED = new Limits(1, 3, 20, 30);

    /** Counts what was sent; one set of buckets for each. */
    static final class Counter {

        private final Limits limits;
        private final Map<String, Bucket> buckets = new HashMap<>();

        Counter(Limits limits) {
            this.limits = limits;
        }

        /** Seconds to wait before this message is taken; 0 if it was taken now. */
        synchronized long waitFor(long chat, boolean group, Instant now) {
            Bucket all = bucket("all", limits.perSecond, limits.perSecond, now);
            Bucket one = bucket("chat" + chat, limits.chatBurst, limits.chatPerSecond, now);
            Bucket many = bucket("group" + chat, group ? limits.groupPerMinute : 1_000_000_000,
                    group ? limits.groupPerMinute / 60.0 : 1e9, now);
            double wait = Math.max(all.wait(now), Math.max(one.wait(now), many.wait(now)));
            if (wait > 0) {
                return Math.max(1, (long) Math.ceil(wait));
            }
            all.tokens--;
            one.tokens--;
            many.tokens--;
            return 0;
        }

        private Bucket bucket(String key, double size, double perSecond, Instant now) {
            return buckets.computeIfAbsent(key, k -> new Bucket(size, perSecond, now));
        }
    }

    private static final class Bucket {

        private final double size;
        private final double perSecond;
        private double tokens;
        private Instant last;

        Bucket(double size, double perSecond, Instant now) {
            this.size = size;
            this.perSecond = perSecond;
            this.tokens = size;
            this.last = now;
        }

        double wait(Instant now) {
            tokens = Math.min(size, tokens + Duration.between(last, now).toNanos() / 1e9 * perSecond);
            last = now;
            return tokens >= 1 ? 0 : (1 - tokens) / perSecond;
        }
    }
}
