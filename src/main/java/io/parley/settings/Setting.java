package io.parley.settings;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A setting that operators change, with its values as text.
 *
 * @param key its name, such as {@code parley.handover.return-after}
 * @param configured the value that this instance started with
 * @param value what was put over it; null for nothing
 * @param revision rises with each change; 0 when it was never changed
 * @param changedBy who changed it last; null for nobody
 * @param changedAt when; null for never
 */
public record Setting(String key, Kind kind, String configured, @Nullable String value, int revision,
        @Nullable String changedBy, @Nullable Instant changedAt) {

    /** What a value looks like. */
    public enum Kind {
        /** {@code true} or {@code false}. */
        FLAG,
        /** Such as {@code 0.5}. */
        NUMBER,
        /** A time, such as {@code 10m}. */
        TIME,
        /** Any text. */
        TEXT;

        /** The word by which pages know it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The value in effect. */
    public String effective() {
        return value == null ? configured : value;
    }
}
