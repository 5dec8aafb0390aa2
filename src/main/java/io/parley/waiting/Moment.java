package io.parley.waiting;

import io.parley.channel.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Moments to come, as customers read them in a zone and a language. */
final class Moment {
    private static final int WEEK = 7;
    /** The languages whose speakers mostly live by one clock. */
    private static final Map<Language, ZoneId> HOMES = Map.of(Language.DE, ZoneId.of("Europe/Berlin"), Language.FR,
            ZoneId.of("Europe/Paris"), Language.IT, ZoneId.of("Europe/Rome"), Language.NL,
            ZoneId.of("Europe/Amsterdam"), Language.PL, ZoneId.of("Europe/Warsaw"));

    private final ZoneId zone;
    private final Language language;

    Moment(ZoneId zone, Language language) {
        this.zone = zone;
        this.language = language;
    }

    /** The time of day. */
    String time(Instant moment) {
        return formatted("H:mm", moment);
    }

    /** A later moment, by the day as it is named now. */
    String from(Instant now, Instant moment, WaitingTexts texts) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        long days = ChronoUnit.DAYS.between(now.atZone(zone).toLocalDate(), day);
        String key = days == 0 ? "today" : days == 1 ? "tomorrow" : days < WEEK ? "weekday" : "date";
        String date = DateTimeFormatter.ofLocalizedPattern("MMMMd").withLocale(locale()).format(day);
        return texts.moment(key).replace("{weekday}", formatted("EEEE", moment)).replace("{date}", date)
                .replace("{time}", time(moment)).replace("{zone}", zone(moment));
    }

    /** The zone in brackets, unless the customer most likely lives by the same clock. */
    private String zone(Instant moment) {
        @Nullable
        ZoneId home = HOMES.get(language);
        ZonedDateTime here = moment.atZone(zone);
        return home != null && here.getOffset().equals(moment.atZone(home).getOffset())
                ? ""
                : " (" + formatted("O", moment) + ")";
    }

    private String formatted(String pattern, Instant moment) {
        return DateTimeFormatter.ofPattern(pattern, locale()).format(moment.atZone(zone));
    }

    private Locale locale() {
        return Locale.forLanguageTag(language.tag());
    }
}
