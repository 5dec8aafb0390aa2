package io.parley.insight;

import io.parley.insight.Analytics.By;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Figures as a table for spreadsheets (RFC 4180). */
@Component
public class FiguresCsv {
    private static final double MILLIS = 1_000.0;
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r]");

    private final Analytics analytics;
    private final EntryFigures entries;

    FiguresCsv(Analytics analytics, EntryFigures entries) {
        this.analytics = analytics;
        this.entries = entries;
    }

    /** A row for each of the entries with the most matters, from one day to another, both included: counts and shares. */
    public String ofEntries(LocalDate from, LocalDate to) {
        String head = Stream.of(Stream.of("entry", "question"), EntryFigures.COUNTED.stream(),
                EntryFigures.SHARES.stream().flatMap(FiguresCsv::names)).flatMap(names -> names)
                .collect(Collectors.joining(","));
        return Stream.concat(Stream.of(head),
                entries.top(from, to, EntryFigures.MAX_ENTRIES).stream().map(FiguresCsv::line))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(EntryFigures.Row row) {
        return Stream.of(Stream.of(row.entry(), Objects.requireNonNullElse(row.question(), "")).map(FiguresCsv::quoted),
                EntryFigures.COUNTED.stream().map(name -> Long.toString(row.count(name))),
                EntryFigures.SHARES.stream().map(row::share).flatMap(FiguresCsv::cells))
                .flatMap(cells -> cells).collect(Collectors.joining(","));
    }

    /** Words that no spreadsheet takes for a formula. */
    private static String quoted(String words) {
        String plain = FORMULA.matcher(words).lookingAt() ? "'" + words : words;
        return "\"" + plain.replace("\"", "\"\"") + "\"";
    }

    private static Stream<String> names(String share) {
        return Stream.of(share + "_share", share + "_low", share + "_high");
    }

    /** A row for each day, channel or language, from one day to another, both included: counts, shares, seconds. */
    public String of(By by, LocalDate from, LocalDate to) {
        Map<String, Map<String, Spread>> times = analytics.timesBy(by, from, to);
        return Stream.concat(Stream.of(head(by)), analytics.rows(by, from, to).entrySet().stream()
                .map(row -> line(row.getKey(), row.getValue(), times.getOrDefault(row.getKey(), Map.of()))))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String head(By by) {
        return Stream.of(Stream.of(by.word()), Figures.COUNTED.stream(),
                Figures.SHARES.stream().flatMap(FiguresCsv::names),
                Spread.MEASURED.stream()
                        .flatMap(name -> Stream.of(name + "_n", name + "_median_seconds", name + "_p90_seconds")))
                .flatMap(names -> names).collect(Collectors.joining(","));
    }

    private static String line(String key, Figures figures, Map<String, Spread> times) {
        return Stream.of(Stream.of(key), Figures.COUNTED.stream().map(name -> Long.toString(figures.count(name))),
                Figures.SHARES.stream().map(figures::share).flatMap(FiguresCsv::cells),
                Spread.MEASURED.stream().map(name -> times.getOrDefault(name, Spread.NONE))
                        .flatMap(FiguresCsv::cells))
                .flatMap(cells -> cells).collect(Collectors.joining(","));
    }

    private static Stream<String> cells(Share share) {
        return Stream.of(share.share(), share.low(), share.high())
                .map(value -> share.of() == 0 ? "" : String.format(Locale.ROOT, "%.4f", value));
    }

    private static Stream<String> cells(Spread spread) {
        return Stream.of(Long.toString(spread.n()), seconds(spread, spread.median()), seconds(spread, spread.p90()));
    }

    private static String seconds(Spread spread, Duration time) {
        return spread.n() == 0 ? "" : String.format(Locale.ROOT, "%.1f", time.toMillis() / MILLIS);
    }
}
