package io.parley.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How delivery is tried.
 *
 * @param concurrency how many deliveries to one channel are under way at once on this instance, 1 to 200, if the channel does not
 *     take less; a delivery mostly waits for the service, so this is more than the processors
 * @param firstRetry how long after a failure the first further try is; each wait doubles
 * @param longestRetry the longest wait between two tries that the service did not ask for
 * @param giveUpAfter how long after its creation a message that can't be delivered is given up; a service may be down for a
 *     night
 * @param shutdownTimeout how long a stop waits for deliveries under way
 */
@ConfigurationProperties("parley.outbox")
record OutboxSettings(@DefaultValue("16") int concurrency, @DefaultValue("500ms") Duration firstRetry,
        @DefaultValue("60s") Duration longestRetry, @DefaultValue("24h") Duration giveUpAfter,
        @DefaultValue("20s") Duration shutdownTimeout) {
    private static final Duration LONGEST_UNKNOWN = Duration.ofHours(1);

    OutboxSettings {
        if (concurrency < 1 || concurrency > 200) {
            throw new IllegalArgumentException("parley.outbox.concurrency must be 1 to 200, not " + concurrency);
        }
    }

    /** The wait before the next attempt after this many attempts, with up to a quarter of it added by chance. */
    Duration backoff(int attempts, double chance) {
        long doubled = firstRetry.toMillis() << Math.min(Math.max(attempts - 1, 0), 20);
        long capped = Math.min(doubled, longestRetry.toMillis());
        return Duration.ofMillis((long) (capped * (1 + chance / 4)));
    }

    /**
     * The wait before the next attempt of a message that may have arrived this many times already, at most an hour:
     * repeated texts annoy their reader.
     */
    Duration backoffUnknown(Duration backoff, int possibleDuplicates) {
        Duration longer = backoff.multipliedBy(1L << Math.min(2 * possibleDuplicates, 20));
        return longer.compareTo(LONGEST_UNKNOWN) < 0 ? longer : LONGEST_UNKNOWN;
    }
}
