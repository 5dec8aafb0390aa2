package io.parley.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfficeHoursTest {
    private static final String BERLIN = "Europe/Berlin";
    private static final String WEEK = "Mon-Fri 9:00-17:00";
    private static final String CALENDAR = """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//test//EN
            BEGIN:VEVENT
            UID:1
            DTSTART;VALUE=DATE:20201225
            DTEND;VALUE=DATE:20201227
            RRULE:FREQ=YEARLY
            SUMMARY:Christmas
            END:VEVENT
            BEGIN:VEVENT
            UID:2
            DTSTART;VALUE=DATE:20260501
            SUMMARY:One day
            END:VEVENT
            BEGIN:VEVENT
            UID:3
            DTSTART;TZID=Europe/Berlin:20261224T120000
            DTEND;TZID=Europe/Berlin:20261224T230000
            SUMMARY:The office party
            END:VEVENT
            BEGIN:VEVENT
            UID:4
            DTSTART:20261222T100000Z
            DURATION:PT1H
            END:VEVENT
            BEGIN:VEVENT
            UID:5
            DTSTART:20261223T100000
            DURATION:PT1H
            END:VEVENT
            END:VCALENDAR
            """;

    @TempDir
    Path folder;

    private static OfficeHours hours(String week, String holidays, String zone) {
        return Hours.of(week, holidays, zone);
    }

    private static Instant at(String time, String zone) {
        return LocalDateTime.parse(time).atZone(ZoneId.of(zone)).toInstant();
    }

    /** Times as a clock on the wall of the office shows them, with the offset where it changes. */
    private static String next(OfficeHours hours, Instant after, int changes) {
        return hours.changes(after, changes).stream()
                .map(change -> (change.opens() ? "+" : "-") + change.at().atZone(hours.zone()).toOffsetDateTime())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mon-Fri 9:00-17:00                        | 2026-11-23T08:59 | false
            Mon-Fri 9:00-17:00                        | 2026-11-23T09:00 | true
            Mon-Fri 9:00-17:00                        | 2026-11-27T16:59 | true
            Mon-Fri 9:00-17:00                        | 2026-11-27T17:00 | false
            Mon-Fri 9:00-17:00                        | 2026-11-28T12:00 | false
            mon - fri 9 - 17                          | 2026-11-24T09:00 | true
            Mon-Fri 9:00–17:00                        | 2026-11-24T16:00 | true
            Monday,Wed 9-12 13-17; Sat 10:00-14:00    | 2026-11-25T12:30 | false
            Monday,Wed 9-12 13-17; Sat 10:00-14:00    | 2026-11-25T13:00 | true
            Monday,Wed 9-12 13-17; Sat 10:00-14:00    | 2026-11-24T10:00 | false
            Monday,Wed 9-12 13-17; Sat 10:00-14:00    | 2026-11-28T13:59 | true
            Fri-Mon 9-17                              | 2026-11-29T10:00 | true
            Fri-Mon 9-17                              | 2026-11-25T10:00 | false
            Fri 22:00-2:00                            | 2026-11-27T23:00 | true
            Fri 22:00-2:00                            | 2026-11-28T01:59 | true
            Fri 22:00-2:00                            | 2026-11-28T02:00 | false
            Fri 22:00-2:00                            | 2026-11-27T01:00 | false
            Sun 8-24                                  | 2026-11-29T23:59 | true
            Sun 8-24                                  | 2026-11-30T00:00 | false
            Sun 22-4, Mon 3-9                         | 2026-11-30T04:30 | true
            """)
    void saysWhetherTheTeamIsThere(String week, String time, boolean open) {
        assertThat(hours(week, "", BERLIN).isOpen(at(time, BERLIN))).isEqualTo(open);
    }

    @Test
    void joinsShiftsThatTouch() {
        OfficeHours hours = hours("Mon-Tue 0-24, Wed 0-12 8-13", "", BERLIN);

        assertThat(next(hours, at("2026-11-23T05:00", BERLIN), 2))
                .isEqualTo("-2026-11-25T13:00+01:00 +2026-11-30T00:00+01:00");
    }

    @Test
    void leavesHolidaysOutAndEndsAShiftThatBeganBeforeOne() {
        OfficeHours hours = hours("Mon-Sun 20:00-2:00", "2026-11-28, 12-25", BERLIN);

        assertThat(next(hours, at("2026-11-27T12:00", BERLIN), 3))
                .isEqualTo("+2026-11-27T20:00+01:00 -2026-11-28T02:00+01:00 +2026-11-29T20:00+01:00");
        assertThat(hours.isOpen(at("2027-12-25T21:00", BERLIN))).isFalse();
        assertThat(hours.isOpen(at("2027-12-26T21:00", BERLIN))).isTrue();
        assertThat(hours.isOpen(at("2027-11-28T21:00", BERLIN))).isTrue();
    }

    @Test
    void readsHolidaysFromACalendarWithDaysYearlyDaysAndHours() throws IOException {
        Path file = Files.writeString(folder.resolve("holidays.ics"), CALENDAR.replace("\n", "\r\n"));
        OfficeHours hours = hours("Mon-Sun 9:00-17:00", file.toString(), BERLIN);

        assertThat(hours.isOpen(at("2026-05-01T10:00", BERLIN))).isFalse();
        assertThat(hours.isOpen(at("2026-05-02T10:00", BERLIN))).isTrue();
        assertThat(next(hours, at("2026-12-22T08:00", BERLIN), 12)).isEqualTo("""
                +2026-12-22T09:00+01:00 -2026-12-22T11:00+01:00 +2026-12-22T12:00+01:00 -2026-12-22T17:00+01:00 \
                +2026-12-23T09:00+01:00 -2026-12-23T10:00+01:00 +2026-12-23T11:00+01:00 -2026-12-23T17:00+01:00 \
                +2026-12-24T09:00+01:00 -2026-12-24T12:00+01:00 +2026-12-27T09:00+01:00 -2026-12-27T17:00+01:00""");
        assertThat(hours.opening(at("2031-12-24T18:00", BERLIN))).contains(at("2031-12-27T09:00", BERLIN));
    }

    @Test
    void readsHolidaysFromAListInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("days"),
                "2026-11-24 # moving house\n\n12-25\n12-26 # each year\n");
        OfficeHours hours = hours("", "file:" + file, BERLIN);

        assertThat(hours.isAlwaysOpen()).isFalse();
        assertThat(next(hours, at("2026-11-23T12:00", BERLIN), 4)).isEqualTo("""
                -2026-11-24T00:00+01:00 +2026-11-25T00:00+01:00 -2026-12-25T00:00+01:00 +2026-12-27T00:00+01:00""");
    }

    /** Clocks go from 2:00 to 3:00 on 2026-03-29, and from 3:00 back to 2:00 on 2026-10-25. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sat 22:00-6:00   | 2026-03-28T12:00 | +2026-03-28T22:00+01:00 -2026-03-29T06:00+02:00 | 7
            Sat 22:00-6:00   | 2026-10-24T12:00 | +2026-10-24T22:00+02:00 -2026-10-25T06:00+01:00 | 9
            Sun 2:30-6:00    | 2026-03-28T12:00 | +2026-03-29T03:30+02:00 -2026-03-29T06:00+02:00 | 2.5
            Sun 2:30-6:00    | 2026-10-24T12:00 | +2026-10-25T02:30+02:00 -2026-10-25T06:00+01:00 | 4.5
            Sun 0:00-2:30    | 2026-10-24T12:00 | +2026-10-25T00:00+02:00 -2026-10-25T02:30+01:00 | 3.5
            """)
    void keepsToTheClockOnTheWallWhenItIsPutForwardOrBack(String week, String after, String changes, double open) {
        OfficeHours hours = hours(week, "", BERLIN);
        Instant from = at(after, BERLIN);

        assertThat(next(hours, from, 2)).isEqualTo(changes);
        assertThat(hours.between(from, from.plus(Duration.ofHours(24)))).hasMinutes(Math.round(open * 60));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-27T16:50 | 10  | 2026-11-27T17:00
            2026-11-27T16:50 | 11  | 2026-11-30T09:01
            2026-11-28T11:00 | 0   | 2026-11-30T09:00
            2026-11-28T11:00 | 30  | 2026-11-30T09:30
            2026-11-23T10:00 | 480 | 2026-11-24T10:00
            """)
    void countsTimeWithinTheHoursOnly(String from, int minutes, String until) {
        OfficeHours hours = hours(WEEK, "", BERLIN);
        Instant start = at(from, BERLIN);

        Instant end = hours.plus(start, Duration.ofMinutes(minutes));

        assertThat(end).isEqualTo(at(until, BERLIN));
        assertThat(hours.between(start, end)).hasMinutes(minutes);
        assertThat(hours.between(hours.minus(end, Duration.ofMinutes(minutes)), end)).hasMinutes(minutes);
    }

    @Test
    void countsAllTimeWhenNothingIsSet() {
        OfficeHours hours = hours("", "", "");
        Instant now = at("2026-11-28T03:00", BERLIN);

        assertThat(hours.isAlwaysOpen()).isTrue();
        assertThat(hours.isOpen(now)).isTrue();
        assertThat(hours.opening(now)).contains(now);
        assertThat(hours.closing(now)).isEmpty();
        assertThat(hours.changes(now, 5)).isEmpty();
        assertThat(hours.plus(now, Duration.ofDays(3))).isEqualTo(now.plus(Duration.ofDays(3)));
        assertThat(hours.minus(now, Duration.ofDays(3))).isEqualTo(now.minus(Duration.ofDays(3)));
    }

    @Test
    void knowsNoOpeningOfATeamThatIsNeverThere() {
        String days = Stream.iterate(at("2026-11-23T00:00", "Z").atZone(ZoneOffset.UTC).toLocalDate(),
                day -> day.plusDays(1)).limit(500).map(Object::toString).collect(Collectors.joining(","));
        OfficeHours hours = hours(WEEK, days, "Z");
        Instant now = at("2026-11-23T10:00", "Z");

        assertThat(hours.opening(now)).isEmpty();
        assertThat(hours.isOpen(now)).isFalse();
        assertThat(hours.between(now.minus(Duration.ofHours(1)), now)).isZero();
        assertThat(hours.plus(now, Duration.ofMinutes(1))).isEqualTo(now.plus(Duration.ofDays(400)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mon-Fri              |            |        | PARLEY_OFFICE_HOURS: the last days have no times
            9:00-17:00           |            |        | PARLEY_OFFICE_HOURS: "9:00-17:00" comes before any day
            Mon-Fry 9-17         |            |        | PARLEY_OFFICE_HOURS: "fry" is no day; write Mon to Sun
            Mo 9-17              |            |        | PARLEY_OFFICE_HOURS: "mo" is no day; write Mon to Sun
            Mon 9-25             |            |        | PARLEY_OFFICE_HOURS: "9-25" has a time that no clock shows
            Mon 9:75-17:00       |            |        | PARLEY_OFFICE_HOURS: "9:75-17:00" has a time that no clock shows
            Mon 9-9              |            |        | PARLEY_OFFICE_HOURS: "9-9" lasts no time
            Mon 9.00-17.00       |            |        | PARLEY_OFFICE_HOURS: "9.00-17.00" is neither days, like Mon-Fri, nor times, like 9:00-17:00
            Mon 9-17             | 2026-02-30 |        | PARLEY_HOLIDAYS: "2026-02-30" is no date; write it like 2026-05-14, or like 12-25 for each year
            Mon 9-17             | /no/where  |        | PARLEY_HOLIDAYS: "/no/where" is neither dates, like 2026-05-14 or 12-25, nor a file that can be read
            Mon 9-17             |            | Berlin | PARLEY_TIME_ZONE: "Berlin" is no time zone; write it like Europe/Berlin
            """)
    void refusesWhatIsWrongWithASentenceThatNamesIt(String week, @Nullable String holidays, @Nullable String zone,
            String sentence) {
        String[] settings = Stream.of(week, said(holidays), said(zone)).toArray(String[]::new);

        assertThatThrownBy(() -> new OfficeHoursSettings(settings[0], settings[1], settings[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
    }

    private static String said(@Nullable String cell) {
        return cell == null ? "" : cell;
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:tomorrow\nEND:VEVENT\nEND:VCALENDAR",
            "Christmas"})
    void refusesAFileThatIsNoCalendarAndNoList(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("holidays"), content);

        assertThatThrownBy(() -> new OfficeHoursSettings(WEEK, file.toString(), BERLIN))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("PARLEY_HOLIDAYS: ");
    }
}
