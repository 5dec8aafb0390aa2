package io.parley.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are understood.
 *
 * @param concurrency how many events of one channel are worked on at once on this instance, 1 to 200; one that asks the model takes
 *     seconds, so this is more than the processors
 * @param maxAttempts how often an event is tried before it is a dead letter, 1 to 100; a try that ended the process counts, but never ends it so
 * @param backoff the wait after a failed try; it grows with the tries
 * @param deferral how long an event waits for the message that it speaks of
 * @param shutdownTimeout how long a stop waits for work in hand
 */
@ConfigurationProperties("parley.inbox")
record InboxSettings(@DefaultValue("16") int concurrency, @DefaultValue("5") int maxAttempts,
        @DefaultValue("1s") Duration backoff, @DefaultValue("10m") Duration deferral,
        @DefaultValue("25s") Duration shutdownTimeout) {
    InboxSettings {
        if (concurrency < 1 || concurrency > 200) {
            throw new IllegalArgumentException("parley.inbox.concurrency must be 1 to 200, not " + concurrency);
        }
        if (maxAttempts < 1 || maxAttempts > 100) {
            throw new IllegalArgumentException("parley.inbox.max-attempts must be 1 to 100, not " + maxAttempts);
        }
    }
}
