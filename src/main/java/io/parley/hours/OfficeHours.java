package io.parley.hours;

import io.parley.settings.Live;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The times at which the team is there, and time counted in them. A shift that goes past midnight belongs to the day on which
 * it begins, also when the next one is a holiday. Where clocks are put forward, a time that is left out is the same one later;
 * where they are put back, hours begin the first time that the clock shows them and end the second time.
 */
public final class OfficeHours {
    /** What lies further away than this many days is not looked for. */
    private static final int FAR = 400;

    private final Live<Plan> plan;

    OfficeHours(Live<Plan> plan) {
        this.plan = plan;
    }

    /** The hours as the settings say them. */
    record Plan(WeeklyHours week, Holidays holidays, ZoneId zone) {
        boolean isAlways() {
            return week == WeeklyHours.ALWAYS && holidays.equals(Holidays.NONE);
        }
    }

    /**
     * A moment at which the team comes or goes.
     *
     * @param opens whether it comes
     */
    public record Change(Instant at, boolean opens) {}

    /** The zone in which the hours are meant. */
    public ZoneId zone() {
        return plan.now().zone();
    }

    /** Whether the team is there at all times. */
    public boolean isAlwaysOpen() {
        return plan.now().isAlways();
    }

    /** Whether the team is there. */
    public boolean isOpen(Instant moment) {
        return isAlwaysOpen() || spans(day(moment), day(moment)).stream().anyMatch(span -> span.contains(moment));
    }

    /** The first moment from one on at which the team is there; empty when it is not within 400 days. */
    public Optional<Instant> opening(Instant from) {
        return isOpen(from)
                ? Optional.of(from)
                : changes(from).filter(Change::opens).map(Change::at).findFirst();
    }

    /** The first moment after one at which the team goes; empty when it does not within 400 days. */
    public Optional<Instant> closing(Instant after) {
        return changes(after).filter(change -> !change.opens()).map(Change::at).findFirst();
    }

    /** The next times after a moment that the team comes or goes, within 400 days. */
    public List<Change> changes(Instant after, int most) {
        return changes(after).limit(most).toList();
    }

    private Stream<Change> changes(Instant after) {
        if (isAlwaysOpen()) {
            return Stream.empty();
        }
        LocalDate last = day(after).plusDays(FAR);
        Instant end = last.atStartOfDay(zone()).toInstant();
        return spans(day(after), last).stream()
                .flatMap(span -> Stream.of(new Change(span.from(), true), new Change(span.to(), false)))
                .filter(change -> change.at().isAfter(after) && change.at().isBefore(end));
    }

    /** The time within office hours between two moments; of more than 400 days the last. */
    public Duration between(Instant from, Instant to) {
        if (isAlwaysOpen()) {
            return Duration.between(from, to);
        }
        Instant far = to.minus(Duration.ofDays(FAR));
        Span asked = new Span(from.isBefore(far) ? far : from, to);
        return spans(day(asked.from()), day(to)).stream().map(span -> span.within(asked).length())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The moment until which some office time has passed since another; at the latest 400 days after it. */
    public Instant plus(Instant from, Duration time) {
        if (isAlwaysOpen()) {
            return from.plus(time);
        }
        Duration left = time;
        Instant end = from.plus(Duration.ofDays(FAR));
        Span asked = new Span(from, end);
        for (Span open : spans(day(from), day(end)).stream().map(span -> span.within(asked)).toList()) {
            if (open.length().compareTo(left) >= 0 && !open.length().isZero()) {
                return open.from().plus(left);
            }
            left = left.minus(open.length());
        }
        return end;
    }

    /** The moment since which some office time has passed until another; at the earliest 400 days before it. */
    public Instant minus(Instant to, Duration time) {
        if (isAlwaysOpen()) {
            return to.minus(time);
        }
        Duration left = time;
        Instant end = to.minus(Duration.ofDays(FAR));
        Span asked = new Span(end, to);
        for (Span open : spans(day(end), day(to)).reversed().stream().map(span -> span.within(asked)).toList()) {
            if (open.length().compareTo(left) >= 0 && !open.length().isZero()) {
                return open.to().minus(left);
            }
            left = left.minus(open.length());
        }
        return end;
    }

    private LocalDate day(Instant moment) {
        return moment.atZone(zone()).toLocalDate();
    }

    /** The times at which the team is there, of shifts that begin from the day before one on until the end of another. */
    private List<Span> spans(LocalDate first, LocalDate last) {
        Plan now = plan.now();
        return Span.joined(first.minusDays(1).datesUntil(last.plusDays(1)).filter(day -> !now.holidays().isOn(day))
                .flatMap(day -> now.week().on(day, now.zone())).flatMap(shift -> withoutBreaks(shift, now)));
    }

    private static Stream<Span> withoutBreaks(Span shift, Plan now) {
        Stream<Span> left = Stream.of(shift);
        for (Span taken : now.holidays().breaks()) {
            left = left.flatMap(part -> part.without(taken));
        }
        return left;
    }
}
