package io.parley.ops;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long is kept what was delivered to us.
 *
 * @param keepRaw how long raw events stay after they were understood, so that they can be looked at and played again; at
 *        least an hour, since services deliver again what they think was lost, and the row is what tells a second delivery
 *        from a first. Events that could not be understood stay four times as long
 */
@ConfigurationProperties("parley.inbox")
record RetentionSettings(@DefaultValue("7d") Duration keepRaw) {
    private static final int LONGER_WHEN_PARKED = 4;

    RetentionSettings {
        if (keepRaw.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("parley.inbox.keep-raw must be an hour or more, not " + keepRaw);
        }
    }

    Duration keepParked() {
        return keepRaw.multipliedBy(LONGER_WHEN_PARKED);
    }
}
