package io.parley.privacy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's data goes, or is gone.
 *
 * @param askedBy the name of the one who asked for it
 * @param step how many of the eight steps are done
 * @param counts how many rows of each table were emptied or removed so far; as {@code withdrawn}, how many messages
 *     services were asked to delete; as {@code left_behind}, how many they did not
 * @param doneAt null while it is under way
 */
public record Erasure(long id, String askedBy, Instant askedAt, int step, Map<String, Integer> counts,
        @Nullable Instant doneAt) {
    /** The name under which people erase themselves. */
    public static final String THEMSELVES = "the person";

    /** Whether they asked for it themselves. */
    public boolean isOwnWish() {
        return askedBy.equals(THEMSELVES);
    }
}
