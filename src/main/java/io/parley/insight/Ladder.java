package io.parley.insight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The lengths of time by which times are counted: each is counted at the next that is not shorter. */
final class Ladder {
    private static final int[] TENTHS_OF_SECONDS = {1, 2, 3, 4, 5, 6, 8};
    private static final double[] SECONDS_OR_MINUTES = {1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50};
    private static final double[] HOURS = {1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20};
    private static final double[] DAYS = {1, 1.5, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365};
    private static final int MILLIS_OF_A_TENTH = 100;
    private static final NavigableSet<Long> STEPS = new TreeSet<>(steps());

    private Ladder() {}

    private static List<Long> steps() {
        List<Long> all = new ArrayList<>(List.of(0L));
        for (int tenths : TENTHS_OF_SECONDS) {
            all.add((long) tenths * MILLIS_OF_A_TENTH);
        }
        add(all, SECONDS_OR_MINUTES, Duration.ofSeconds(1));
        add(all, SECONDS_OR_MINUTES, Duration.ofMinutes(1));
        add(all, HOURS, Duration.ofHours(1));
        add(all, DAYS, Duration.ofDays(1));
        return all;
    }

    private static void add(List<Long> all, double[] numbers, Duration unit) {
        for (double number : numbers) {
            all.add(Math.round(number * unit.toMillis()));
        }
    }

    /** The shortest that is as long as a time, in milliseconds; the longest for all that take longer. */
    static long atLeast(Duration time) {
        Long step = STEPS.ceiling(time.toMillis());
        return step == null ? STEPS.last() : step;
    }
}
