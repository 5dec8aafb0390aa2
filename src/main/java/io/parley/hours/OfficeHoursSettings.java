package io.parley.hours;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the team is there.
 *
 * @param officeHours days and times, such as {@code Mon-Fri 9:00-17:00, Sat 10:00-14:00}; empty: at all times, holidays apart
 * @param holidays dates, such as {@code 2026-05-14} or {@code 12-25} for each year, or a file with dates or in iCalendar; a day
 *     in it is one on which nobody is there
 * @param timeZone the site's time zone, for office hours, figures, budgets and the weekly digest, such as {@code Europe/Berlin}; empty: the
 *     server's
 */
@ConfigurationProperties("parley")
record OfficeHoursSettings(@DefaultValue("") String officeHours, @DefaultValue("") String holidays,
        @DefaultValue("") String timeZone) {

    OfficeHoursSettings {
        plan(officeHours, holidays, timeZone);
    }

    OfficeHours.Plan plan() {
        return plan(officeHours, holidays, timeZone);
    }

    private static OfficeHours.Plan plan(String officeHours, String holidays, String timeZone) {
        ZoneId zone = named("PARLEY_TIME_ZONE", () -> zone(timeZone.strip()));
        return new OfficeHours.Plan(
                named("PARLEY_OFFICE_HOURS",
                        () -> officeHours.isBlank() ? WeeklyHours.ALWAYS : WeeklyHours.parse(officeHours)),
                named("PARLEY_HOLIDAYS", () -> Holidays.of(holidays, zone)), zone);
    }

    private static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + name + "\" is no time zone; write it like Europe/Berlin", e);
        }
    }

    private static <T> T named(String setting, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }
}
