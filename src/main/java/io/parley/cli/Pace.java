package io.parley.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How fast a piece of work goes, and how long the rest will take. */
final class Pace {
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private final long begin;

    /**
     * @param nanos a clock that only goes forward, in nanoseconds
     * @param begin when the work began, by that clock
     */
    Pace(LongSupplier nanos, long begin) {
        this.nanos = nanos;
        this.begin = begin;
    }

    /** Such as {@code 740 a second, 1 min 5 s left}; empty as long as nothing can be said. */
    String after(int done, int total) {
        double seconds = (nanos.getAsLong() - begin) / NANOS;
        double rate = seconds > 0 ? done / seconds : 0;
        if (rate <= 0) {
            return "";
        }
        String said = String.format(Locale.ROOT, "%,.0f a second", rate);
        return done >= total
                ? said
                : said + ", " + words(Duration.ofSeconds((long) Math.ceil((total - done) / rate))) + " left";
    }

    private static String words(Duration left) {
        if (left.toHours() > 0) {
            return left.toHours() + " h " + left.toMinutesPart() + " min";
        }
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                : left.toSeconds() + " s";
    }
}
