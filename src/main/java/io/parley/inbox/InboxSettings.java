package io.parley.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are understood.
 *
 * @param concurrency how many events of one channel are worked on at once on this instance, 1 to 200; one that asks the model takes
 *     seconds, so this is more than the processors
 * @param attempts how often an event is tried before it is parked, 1 to 100; a try that ended the process counts, but never parks
 * @param retry the wait after a failed try; it grows with the tries
 * @param hold how long an event waits for the message that it speaks of
 * @param drain how long a stop waits for work in hand
 */
@ConfigurationProperties("parley.inbox")
record InboxSettings(@DefaultValue("16") int concurrency, @DefaultValue("5") int attempts,
        @DefaultValue("1s") Duration retry, @DefaultValue("10m") Duration hold, @DefaultValue("25s") Duration drain) {
    InboxSettings {
        if (concurrency < 1 || concurrency > 200) {
            throw new IllegalArgumentException("parley.inbox.concurrency must be 1 to 200, not " + concurrency);
        }
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("parley.inbox.attempts must be 1 to 100, not " + attempts);
        }
    }
}
