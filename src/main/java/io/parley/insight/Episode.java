package io.parley.insight;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A participant's questions about what they want now.
 *
 * @param message the message that begins it
 * @param counts what it adds to the figures of its day, by their names; nothing is 0
 * @param settles when time alone may change its outcome; null when it cannot
 */
record Episode(long message, Instant began, Outcome outcome, Map<String, Integer> counts, @Nullable Instant settles) {
    Episode {
        counts = Map.copyOf(counts);
    }
}
