package io.parley.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a setting that was made.
 *
 * @param value what was put over it; null when it was put back to its default
 */
public record SettingChange(String key, @Nullable String value, String by, Instant at) {

    /** The outcome of an attempt to change one. */
    public sealed interface Outcome {}

    /**
     * It is changed, or was like that already.
     *
     * @param setting as it is now
     */
    public record Done(Setting setting) implements Outcome {}

    /**
     * Somebody else changed it meanwhile; nothing was done.
     *
     * @param setting as they left it
     */
    public record Conflict(Setting setting) implements Outcome {}

    /**
     * It cannot have that value; nothing was done.
     *
     * @param why a sentence
     */
    public record Refused(String why) implements Outcome {}
}
