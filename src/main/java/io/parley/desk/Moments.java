package io.parley.desk;

import io.parley.handover.TicketSnoozes;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Times as an agent reads them: in the machine's time zone, which a browser with script turns into the agent's own. */
public final class Moments {
    private final DeskTexts texts;
    private final Locale locale;
    private final Instant now;

    Moments(DeskTexts texts, InstantSource clock) {
        this.texts = texts;
        this.locale = Locale.forLanguageTag(texts.text("language"));
        this.now = clock.instant();
    }

    /**
     * A moment.
     *
     * @param iso for machines
     * @param text the time of a moment of today, else with the date
     */
    public record Moment(String iso, String text) {}

    /** Times to which an agent puts something off. */
    record Later(InstantSource clock) {
        private static final int MORNING = 9;

        /** The time that a word of the pages stands for; without such a word, when the customer writes. */
        Instant time(String word) {
            return switch (word) {
                case "hour" -> clock.instant().plus(Duration.ofHours(1));
                case "three" -> clock.instant().plus(Duration.ofHours(3));
                case "tomorrow" -> clock.instant().atZone(ZoneId.systemDefault()).toLocalDate().plusDays(1)
                        .atTime(MORNING, 0).atZone(ZoneId.systemDefault()).toInstant();
                default -> TicketSnoozes.UNTIL_A_MESSAGE;
            };
        }
    }

    public Moment at(Instant time) {
        ZonedDateTime there = time.atZone(ZoneId.systemDefault());
        boolean today = there.toLocalDate().equals(now.atZone(ZoneId.systemDefault()).toLocalDate());
        DateTimeFormatter format = today
                ? DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT);
        return new Moment(time.toString(), format.withLocale(locale).format(there));
    }

    /** How long ago a moment is, in its largest unit. */
    public Moment since(Instant time) {
        Duration age = Duration.between(time, now);
        return new Moment(time.toString(), age.toMinutes() < 1 ? texts.text("time", "now") : length(age));
    }

    /** How long it is until a moment, or by how much it is past. */
    public Moment until(Instant time) {
        Duration left = Duration.between(now, time);
        return new Moment(time.toString(), texts.text("time", left.isNegative() ? "over" : "left").replace("{time}",
                length(left.abs())));
    }

    /** A length of time in its largest unit, to the half of it. */
    public String within(Duration time) {
        if (time.toSeconds() < 1 && !time.isZero()) {
            return halves("milliseconds", time, Duration.ofMillis(1));
        }
        if (time.toMinutes() < 1) {
            return halves("seconds", time, Duration.ofSeconds(1));
        }
        if (time.toHours() < 1) {
            return halves("minutes", time, Duration.ofMinutes(1));
        }
        return time.toDays() < 1
                ? halves("hours", time, Duration.ofHours(1))
                : halves("days", time, Duration.ofDays(1));
    }

    private String halves(String unit, Duration time, Duration each) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        return texts.text("time", unit).replace("{n}", format.format((double) time.toMillis() / each.toMillis()));
    }

    private String length(Duration time) {
        return time.toHours() < 1
                ? number("minutes", time.toMinutes())
                : time.toDays() < 1 ? number("hours", time.toHours()) : number("days", time.toDays());
    }

    private String number(String unit, long number) {
        return texts.text("time", unit).replace("{n}", Long.toString(number));
    }
}
