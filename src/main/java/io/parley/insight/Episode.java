package io.parley.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A participant's questions about what they want now.
 *
 * @param message the message that begins it
 * @param counts what it adds to the figures of its day, by their names; nothing is 0
 * @param entries what it adds to the figures of the entries that answered in it, by their ids and the figures' names
 * @param settles when time alone may change its outcome; null when it cannot
 * @param firstAnswer the first message that the bot gave in it; null for none
 * @param answeredIn how many milliseconds that took; null as long as it is not known
 */
record Episode(long message, Instant began, Outcome outcome, Map<String, Integer> counts,
        Map<String, Map<String, Integer>> entries, @Nullable Instant settles, @Nullable Long firstAnswer,
        @Nullable Long answeredIn) {
    Episode {
        counts = Map.copyOf(counts);
        entries = Map.copyOf(entries);
    }

    /** The same with the time that its first answer took. */
    Episode answeredIn(long millis) {
        Map<String, Integer> all = new HashMap<>(counts);
        all.merge(Spread.figure(Spread.FIRST_BOT, Duration.ofMillis(millis)), 1, Integer::sum);
        return new Episode(message, began, outcome, all, entries, settles, firstAnswer, millis);
    }
}
