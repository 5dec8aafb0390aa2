package io.parley.channel.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.parley.channel.MonotonicClock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What one session and one address may send, on this instance. A minute's worth may come at once. */
@Component
class ChatLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Buckets bySession;
    private final Buckets byAddress;
    private final Buckets newSessions;
    private final Buckets requestsBySession;
    private final Buckets requestsByAddress;

    ChatLimits(WebSettings settings, MonotonicClock clock) {
        this.bySession = new Buckets(settings.messagesPerMinute(), clock);
        this.byAddress = new Buckets(settings.messagesPerMinuteAndAddress(), clock);
        this.requestsBySession = new Buckets(settings.requestsPerMinute(), clock);
        this.requestsByAddress = new Buckets(settings.requestsPerMinuteAndAddress(), clock);
        this.newSessions = new Buckets(settings.sessionsPerMinuteAndAddress(), clock);
    }

    /**
     * Takes leave for one message.
     *
     * @throws TooFast when there is none
     */
    void message(String thread, String address) {
        byAddress.take(address);
        bySession.take(thread);
    }

    /**
     * Takes leave for a session's request that is no message.
     *
     * @throws TooFast when there is none
     */
    void request(String thread) {
        requestsBySession.take(thread);
    }

    /**
     * Takes leave for an address's request that is no message.
     *
     * @throws TooFast when there is none
     */
    void requestFrom(String address) {
        requestsByAddress.take(address);
    }

    /**
     * Takes leave for a new session.
     *
     * @throws TooFast when there is none
     */
    void session(String address) {
        newSessions.take(address);
    }

    private static final class Buckets {
        private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
                .maximumSize(200_000)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .build();
        private final int perMinute;
        private final MonotonicClock clock;

        Buckets(int perMinute, MonotonicClock clock) {
            this.perMinute = perMinute;
            this.clock = clock;
        }

        void take(String key) {
            ConsumptionProbe probe = buckets.get(key, name -> fresh()).tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                throw new TooFast(Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }

        private Bucket fresh() {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                    .withCustomTimePrecision(clock)
                    .build();
        }
    }
}
