package io.parley.channel.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.parley.channel.calls.MonotonicClock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Rate limits per session and per address, on this instance. A minute's worth may come at once. A long text counts more
 * than once.
 */
@Component
public class ChatLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** The characters that count as one message, and as one search; hardly anybody writes more. */
    private static final int CHARACTERS_OF_A_MESSAGE = 500;
    private static final int CHARACTERS_OF_A_SEARCH = 100;

    private final Buckets bySession;
    private final Buckets byAddress;
    private final Buckets newSessions;
    private final Buckets requestsBySession;
    private final Buckets requestsByAddress;
    private final Buckets framesForNothing;

    ChatLimits(WebSettings settings, MonotonicClock clock) {
        this.bySession = new Buckets(settings.messagesPerMinute(), clock);
        this.byAddress = new Buckets(settings.messagesPerMinuteAndAddress(), clock);
        this.requestsBySession = new Buckets(settings.requestsPerMinute(), clock);
        this.requestsByAddress = new Buckets(settings.requestsPerMinuteAndAddress(), clock);
        this.framesForNothing = new Buckets(settings.requestsPerMinute(), clock);
        this.newSessions = new Buckets(settings.sessionsPerMinuteAndAddress(), clock);
    }

    /**
     * Counts one message against the limits.
     *
     * @param characters how long it is
     * @throws RateLimited when there is none
     */
    public void message(String thread, String address, int characters) {
        int times = times(characters, CHARACTERS_OF_A_MESSAGE);
        byAddress.take(address, times);
        bySession.take(thread, times);
    }

    /** Whether a session may send one more frame that says nothing: a ping, or one that is refused. */
    public boolean frameForNothing(String thread) {
        try {
            framesForNothing.take(thread, 1);
            return true;
        } catch (RateLimited e) {
            return false;
        }
    }

    private static int times(int characters, int ofOne) {
        return Math.max(1, (characters + ofOne - 1) / ofOne);
    }

    /**
     * Counts a session's request that is no message against its limit.
     *
     * @throws RateLimited when there is none
     */
    public void request(String thread) {
        requestsBySession.take(thread, 1);
    }

    /**
     * Counts an address's request that is no message against its limit.
     *
     * @param characters how long what it searches for is
     * @throws RateLimited when there is none
     */
    void requestFrom(String address, int characters) {
        requestsByAddress.take(address, times(characters, CHARACTERS_OF_A_SEARCH));
    }

    /**
     * Counts a new session against the limit of its address.
     *
     * @throws RateLimited when there is none
     */
    public void session(String address) {
        newSessions.take(address, 1);
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

        /** A message that is longer than a minute's worth takes all of that. */
        void take(String key, int times) {
            ConsumptionProbe probe = buckets.get(key, name -> fresh())
                    .tryConsumeAndReturnRemaining(Math.min(times, perMinute));
            if (!probe.isConsumed()) {
                throw new RateLimited(Duration.ofNanos(probe.getNanosToWaitForRefill()));
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
