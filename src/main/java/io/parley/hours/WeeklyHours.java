package io.parley.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Office hours as a line says them: {@code Mon-Fri 9:00-12:30 13:00-17:00, Sat 10-14}. */
final class WeeklyHours {
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");
    private static final Pattern DASH = Pattern.compile("\\s*[-\u2013]\\s*");
    private static final Pattern DAYS = Pattern.compile("(?<first>[a-z]+)(-(?<last>[a-z]+))?");
    private static final Pattern TIMES = Pattern
            .compile("(?<h1>\\d{1,2})(:(?<m1>\\d\\d))?-(?<h2>\\d{1,2})(:(?<m2>\\d\\d))?");
    private static final int LETTERS = 3;
    private static final int MINUTES_OF_A_DAY = 24 * 60;

    /** A whole week. */
    static final WeeklyHours ALWAYS = parse("Mon-Sun 0-24");

    private final Map<DayOfWeek, List<Shift>> shifts;

    private WeeklyHours(Map<DayOfWeek, List<Shift>> shifts) {
        this.shifts = shifts;
    }

    /**
     * A time of work that begins on a day.
     *
     * @param from minutes since midnight
     * @param to minutes since the midnight before it begins; more than a day has when it ends on the next
     */
    private record Shift(int from, int to) {
        Span on(LocalDate day, ZoneId zone) {
            return new Span(at(day, from, zone).toInstant(),
                    at(day, to, zone).withLaterOffsetAtOverlap().toInstant());
        }

        private static ZonedDateTime at(LocalDate day, int minutes, ZoneId zone) {
            LocalTime time = LocalTime.ofSecondOfDay(minutes % MINUTES_OF_A_DAY * 60L);
            return LocalDateTime.of(day.plusDays(minutes / MINUTES_OF_A_DAY), time).atZone(zone);
        }
    }

    /**
     * The hours that a line says.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static WeeklyHours parse(String line) {
        Map<DayOfWeek, List<Shift>> shifts = new EnumMap<>(DayOfWeek.class);
        Set<DayOfWeek> days = new TreeSet<>();
        boolean timed = true;
        for (String word : BETWEEN.splitAsStream(DASH.matcher(line.strip().toLowerCase(Locale.ROOT)).replaceAll("-"))
                .toList()) {
            Matcher times = TIMES.matcher(word);
            if (times.matches()) {
                refuse(days.isEmpty(), "\"" + word + "\" comes before any day");
                Shift shift = shift(times, word);
                days.forEach(day -> shifts.computeIfAbsent(day, none -> new ArrayList<>()).add(shift));
                timed = true;
            } else {
                if (timed) {
                    days = new TreeSet<>();
                }
                days.addAll(days(word));
                timed = false;
            }
        }
        refuse(!timed, "the last days have no times");
        return new WeeklyHours(shifts);
    }

    private static List<DayOfWeek> days(String word) {
        Matcher days = DAYS.matcher(word);
        refuse(!days.matches(), "\"" + word + "\" is neither days, like Mon-Fri, nor times, like 9:00-17:00");
        DayOfWeek first = day(days.group("first"));
        int more = days.group("last") == null ? 0 : Math.floorMod(day(days.group("last")).compareTo(first), 7);
        return IntStream.rangeClosed(0, more).mapToObj(first::plus).toList();
    }

    private static DayOfWeek day(String word) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> word.length() >= LETTERS && day.name().toLowerCase(Locale.ROOT).startsWith(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no day; write Mon to Sun"));
    }

    private static Shift shift(Matcher times, String word) {
        int from = minutes(times.group("h1"), times.group("m1"), word);
        int to = minutes(times.group("h2"), times.group("m2"), word);
        refuse(from == to || from == MINUTES_OF_A_DAY, "\"" + word + "\" lasts no time");
        return new Shift(from, to < from ? to + MINUTES_OF_A_DAY : to);
    }

    private static int minutes(String hours, @Nullable String minutes, String word) {
        int past = minutes == null ? 0 : Integer.parseInt(minutes);
        int all = Integer.parseInt(hours) * 60 + past;
        refuse(past > 59 || all > MINUTES_OF_A_DAY, "\"" + word + "\" has a time that no clock shows");
        return all;
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }

    /** The times of work that begin on a day. */
    Stream<Span> on(LocalDate day, ZoneId zone) {
        return shifts.getOrDefault(day.getDayOfWeek(), List.of()).stream().map(shift -> shift.on(day, zone));
    }
}
