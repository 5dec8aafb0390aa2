package io.parley.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The week that is told of, from eight o'clock on Mondays where the site is, also on days on which clocks change. */
class WeekTest {
    @ParameterizedTest
    @CsvSource({"2030-04-01T05:59:59Z, Europe/Berlin, 2030-03-18, 2030-03-24",
            "2030-04-01T06:00:00Z, Europe/Berlin, 2030-03-25, 2030-03-31",
            "2030-03-31T21:59:00Z, Europe/Berlin, 2030-03-18, 2030-03-24",
            "2030-04-08T05:59:59Z, Europe/Berlin, 2030-03-25, 2030-03-31",
            "2030-10-28T06:59:59Z, Europe/Berlin, 2030-10-14, 2030-10-20",
            "2030-10-28T07:00:00Z, Europe/Berlin, 2030-10-21, 2030-10-27",
            "2030-04-03T12:00:00Z, UTC, 2030-03-25, 2030-03-31",
            "2030-03-31T20:00:00Z, Pacific/Auckland, 2030-03-25, 2030-03-31",
            "2030-03-31T18:00:00Z, Pacific/Auckland, 2030-03-18, 2030-03-24"})
    void itEndedOnTheSundayBefore(Instant moment, String zone, LocalDate first, LocalDate last) {
        Week week = Week.dueAt(moment, ZoneId.of(zone));

        assertThat(week.first()).isEqualTo(first);
        assertThat(week.last()).isEqualTo(last);
        assertThat(week.before().last()).isEqualTo(first.minusDays(1));
    }
}
