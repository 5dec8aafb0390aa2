package io.parley.hours;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.ChronoZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.ConstraintViolationException;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.property.DtStart;

/**
 * The days on which nobody is there, and shorter times at which nobody is.
 *
 * @param days whole days
 * @param yearly days of each year
 * @param breaks times within days
 */
record Holidays(Set<LocalDate> days, Set<MonthDay> yearly, List<Span> breaks) {
    /** None at all. */
    static final Holidays NONE = new Holidays(Set.of(), Set.of(), List.of());

    private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");
    private static final Pattern DATE_FIRST = Pattern.compile("(\\d{4}-)?\\d\\d-\\d\\d\\b");
    private static final Pattern COMMENT = Pattern.compile("#.*");
    /** Events of a calendar that recur for ever are looked up in these years. */
    private static final LocalDateTime FIRST = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(2100, 1, 1, 0, 0);

    Holidays {
        days = Set.copyOf(days);
        yearly = Set.copyOf(yearly);
        breaks = List.copyOf(breaks);
    }

    /**
     * The holidays that a setting names: dates like {@code 2026-05-14} or, for each year, {@code 12-25}; or a file with such
     * dates, or an iCalendar file (RFC 5545).
     *
     * @param zone the zone of times in the calendar that name none
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static Holidays of(String setting, ZoneId zone) {
        if (setting.isBlank()) {
            return NONE;
        }
        if (areDates(setting)) {
            return dates(setting);
        }
        String content = content(setting.strip().replaceFirst("^file:", ""));
        return content.stripLeading().startsWith("BEGIN:VCALENDAR")
                ? calendar(content, zone)
                : dates(COMMENT.matcher(content).replaceAll(""));
    }

    /** Whether a setting has dates, or nothing, and names no file. */
    static boolean areDates(String setting) {
        return setting.isBlank() || DATE_FIRST.matcher(setting.strip()).lookingAt();
    }

    private static String content(String file) {
        try {
            return Files.readString(Path.of(file)).replaceFirst("^\uFEFF", "");
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "\"" + file + "\" is neither dates, like 2026-05-14 or 12-25, nor a file that can be read", e);
        }
    }

    private static Holidays dates(String text) {
        Set<LocalDate> days = new HashSet<>();
        Set<MonthDay> yearly = new HashSet<>();
        for (String date : BETWEEN.splitAsStream(text.strip()).toList()) {
            try {
                if (date.length() > "12-25".length()) {
                    days.add(LocalDate.parse(date));
                } else {
                    yearly.add(MonthDay.parse("--" + date));
                }
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "\"" + date + "\" is no date; write it like 2026-05-14, or like 12-25 for each year", e);
            }
        }
        return new Holidays(days, yearly, List.of());
    }

    private static Holidays calendar(String content, ZoneId zone) {
        Set<LocalDate> days = new HashSet<>();
        List<Span> breaks = new ArrayList<>();
        try {
            for (Component event : new CalendarBuilder().build(new StringReader(content))
                    .getComponents(Component.VEVENT)) {
                for (Period<Temporal> time : event.<Temporal>calculateRecurrenceSet(lookedUp(event))) {
                    if (time.getStart() instanceof LocalDate first && time.getEnd() instanceof LocalDate end) {
                        first.datesUntil(end).forEach(days::add);
                    } else {
                        breaks.add(new Span(moment(time.getStart(), zone), moment(time.getEnd(), zone)));
                    }
                }
            }
        } catch (IOException | ParserException | ConstraintViolationException | DateTimeException e) {
            throw new IllegalArgumentException("the calendar cannot be read: " + e.getMessage(), e);
        }
        return new Holidays(days, Set.of(), breaks);
    }

    /** All years, as times of the kind that the event has. */
    private static Period<?> lookedUp(Component event) {
        Temporal start = event.<DtStart<?>>getRequiredProperty(Property.DTSTART).getDate();
        return start instanceof ZonedDateTime zoned
                ? new Period<>(FIRST.atZone(zoned.getZone()), LAST.atZone(zoned.getZone()))
                : new Period<>(FIRST, LAST);
    }

    private static Instant moment(Temporal time, ZoneId zone) {
        return switch (time) {
            case LocalDateTime local -> local.atZone(zone).toInstant();
            case ChronoZonedDateTime<?> zoned -> zoned.toInstant();
            default -> Instant.from(time);
        };
    }

    boolean isOn(LocalDate day) {
        return days.contains(day) || yearly.contains(MonthDay.from(day));
    }
}
