package io.parley.ops;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long rows stay that are done.
 *
 * @param rawEvents how long raw events stay after they were understood; at least an hour, since services deliver again what
 *     they think was lost, and the row is what tells a second delivery from a first
 * @param deadLetters how long events stay that could not be understood, and messages that could not be delivered, so that an
 *     operator can replay them; at least a day
 * @param sent how long the receipts of delivered messages stay: after that a reaction to one is no verdict any more, and an
 *     edited question gets a new answer instead of a changed one; at least a day
 * @param audit how long it is remembered who did what; at least a day
 * @param conversations how long it stays what was said, with resolved tickets and votes, and suggestions for the FAQ; at least
 *     90 days, and longer than receipts stay. Default 730 days: complaints come late
 */
@ConfigurationProperties("parley.retention")
record RetentionSettings(@DefaultValue("7d") Duration rawEvents, @DefaultValue("28d") Duration deadLetters,
        @DefaultValue("90d") Duration sent, @DefaultValue("400d") Duration audit,
        @DefaultValue("730d") Duration conversations) {

    RetentionSettings {
        require("raw-events", rawEvents, Duration.ofHours(1));
        require("dead-letters", deadLetters, Duration.ofDays(1));
        require("sent", sent, Duration.ofDays(1));
        require("audit", audit, Duration.ofDays(1));
        require("conversations", conversations, Duration.ofDays(90));
        require("conversations", conversations, sent);
        require("conversations", conversations, deadLetters);
    }

    private static void require(String name, Duration kept, Duration min) {
        if (kept.compareTo(min) < 0) {
            throw new IllegalArgumentException(
                    "parley.retention." + name + " must be " + min.toHours() + " hours or more, not " + kept);
        }
    }
}
