package io.parley.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * A week of which operators are told on the Monday after it.
 *
 * @param told that Monday
 */
record Week(LocalDate told) {
    private static final int DUE_HOUR = 8;
    private static final int DAYS = 7;

    /** The last week that is told of at a moment. From eight o'clock on Monday that is the one that just ended. */
    static Week dueAt(Instant moment, ZoneId zone) {
        LocalDate day = moment.atZone(zone).toLocalDateTime().minusHours(DUE_HOUR).toLocalDate();
        return new Week(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    /** Its Monday. */
    LocalDate first() {
        return told.minusDays(DAYS);
    }

    /** Its Sunday. */
    LocalDate last() {
        return told.minusDays(1);
    }

    /** The week before it. */
    Week before() {
        return new Week(first());
    }
}
