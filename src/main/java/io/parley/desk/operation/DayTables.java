package io.parley.desk.operation;

import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.insight.Analytics;
import io.parley.insight.Analytics.By;
import io.parley.insight.Figures;
import io.parley.insight.Spread;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Figures of days as tables, from which a browser with script also draws charts. */
@Component
class DayTables {
    private static final List<String> OUTCOMES = List.of("resolved_hard", "resolved_soft", "resolved_by_people",
            "unresolved", "abandoned", "open");
    private static final List<String> SOURCES = List.of("by_faq", "by_model", "by_choices", "handed_over",
            "not_understood");
    /** Of every day, whatever the language: a month's short name and the day. */
    private static final String MONTH_AND_DAY = "MMMd";

    private final Analytics analytics;

    DayTables(Analytics analytics) {
        this.analytics = analytics;
    }

    /**
     * A table.
     *
     * @param key by which scripts and tests know it
     * @param kind how it is drawn: "stack" or "line"
     * @param unit of the axis, for people
     * @param isEmpty whether nothing happened
     */
    record DayTable(String key, String kind, String title, String unit, List<Column> columns, List<DayRow> rows,
            boolean isEmpty) {}

    /**
     * A column.
     *
     * @param hue the name of its colour
     */
    record Column(String hue, String label) {}

    /** A day. */
    record DayRow(String day, List<Cell> cells) {}

    /**
     * A number.
     *
     * @param value as it is drawn; empty for nothing
     */
    record Cell(String value, String text) {
        static final Cell NOTHING = new Cell("", "\u2013");
    }

    /** The tables of all days from one to another, both included. */
    List<DayTable> of(LocalDate from, LocalDate to, DeskTexts texts, Moments moments) {
        Words words = new Words(texts, moments, Locale.forLanguageTag(texts.text("language")));
        List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
        Map<String, Figures> figures = analytics.rows(By.DAY, from, to);
        Map<String, Map<String, Spread>> times = analytics.timesBy(By.DAY, from, to);
        return List.of(words.counts("outcomes", OUTCOMES, days, figures),
                words.counts("sources", SOURCES, days, figures),
                words.waits(days, day -> times.getOrDefault(day.toString(), Map.of())
                        .getOrDefault(Spread.FIRST_PEOPLE, Spread.NONE)));
    }

    /** The unit in which some times are drawn. */
    private enum Unit {
        MINUTES(Duration.ofMinutes(1)), HOURS(Duration.ofHours(1)), DAYS(Duration.ofDays(1));

        /** The longest time is that of several of a unit. */
        private static final int SEVERAL = 3;
        private final Duration one;

        Unit(Duration one) {
            this.one = one;
        }

        static Unit of(Duration longest) {
            return longest.compareTo(DAYS.one.multipliedBy(SEVERAL)) >= 0
                    ? DAYS
                    : longest.compareTo(HOURS.one.multipliedBy(SEVERAL)) >= 0 ? HOURS : MINUTES;
        }

        double number(Duration time) {
            return (double) time.toMillis() / one.toMillis();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Figures in a language. */
    private record Words(DeskTexts texts, Moments moments, Locale language) {
        DayTable counts(String key, List<String> names, List<LocalDate> days, Map<String, Figures> figures) {
            return table(key, "stack", key + "-unit", names, days, day -> {
                Figures found = figures.get(day.toString());
                return names.stream().map(name -> count(found == null ? 0 : found.count(name))).toList();
            });
        }

        DayTable table(String key, String kind, String unit, List<String> names, List<LocalDate> days,
                Function<LocalDate, List<Cell>> cells) {
            DateTimeFormatter format = DateTimeFormatter.ofLocalizedPattern(MONTH_AND_DAY).withLocale(language);
            List<DayRow> rows = days.stream().map(day -> new DayRow(format.format(day), cells.apply(day))).toList();
            boolean isEmpty = rows.stream().flatMap(row -> row.cells().stream())
                    .allMatch(cell -> cell.value().isEmpty() || cell.value().equals("0"));
            return new DayTable(key, kind, texts.text("charts", key), texts.text("charts", unit),
                    names.stream().map(name -> new Column(name, texts.text("charts", name))).toList(), rows, isEmpty);
        }

        private Cell count(long count) {
            return new Cell(Long.toString(count), NumberFormat.getIntegerInstance(language).format(count));
        }

        DayTable waits(List<LocalDate> days, Function<LocalDate, Spread> waited) {
            Unit unit = Unit.of(days.stream().map(waited).map(Spread::p90).max(Duration::compareTo)
                    .orElse(Duration.ZERO));
            return table("waits", "line", unit.word(), List.of("median", "p90"), days, day -> {
                Spread spread = waited.apply(day);
                return spread.n() == 0
                        ? List.of(Cell.NOTHING, Cell.NOTHING)
                        : List.of(time(spread.median(), unit), time(spread.p90(), unit));
            });
        }

        private Cell time(Duration time, Unit unit) {
            return new Cell(Double.toString(unit.number(time)), moments.within(time));
        }
    }
}
