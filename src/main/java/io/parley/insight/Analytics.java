package io.parley.insight;

import io.parley.hours.OfficeHours;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how customers' matters went, by the sums of days. */
@Component
public class Analytics {
    /** More days are not asked for at once. */
    public static final int MAX_DAYS = 400;

    private final JdbcClient jdbc;
    private final OfficeHours hours;
    private final InstantSource clock;

    Analytics(JdbcClient jdbc, OfficeHours hours, InstantSource clock) {
        this.jdbc = jdbc;
        this.hours = hours;
        this.clock = clock;
    }

    /** The kinds of rows into which figures are divided. */
    public enum By {
        /** A row for each day on which an episode began. */
        DAY,
        /** A row for each channel. */
        CHANNEL,
        /** A row for each language in which customers wrote; of those of whom it is not known, the empty one. */
        LANGUAGE;

        private String table() {
            return this == LANGUAGE ? "insight_language" : "insight_day";
        }

        private String key() {
            return switch (this) {
                case DAY -> "day::text";
                case CHANNEL -> "channel";
                case LANGUAGE -> "language";
            };
        }

        /** The word by which it is asked for. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The zone in which days are meant. */
    public ZoneId zone() {
        return hours.zone();
    }

    /** The day that it is there. */
    public LocalDate today() {
        return clock.instant().atZone(hours.zone()).toLocalDate();
    }

    /** The figures of the episodes that began from one day to another, both included. */
    public Figures total(LocalDate from, LocalDate to) {
        return divided(By.CHANNEL, from, to).total();
    }

    /** The same, told apart, in the order of days or of names. */
    public Map<String, Figures> rows(By by, LocalDate from, LocalDate to) {
        return divided(by, from, to).rows();
    }

    /** The same with no more than the number of matters and some shares, which takes less time; all else is 0. */
    public Map<String, Figures> rows(By by, List<String> shares, LocalDate from, LocalDate to) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        jdbc.sql("""
                select %s as key, figure, sum(count) as count from %s
                where day between :from and :to and figure = any(:figures) group by 1, 2
                having sum(count) <> 0""".formatted(by.key(), by.table())).param("from", from).param("to", to)
                .param("figures", Figures.parts(shares).toArray(String[]::new))
                .query((RowCallbackHandler) row -> counts.computeIfAbsent(row.getString("key"), key -> new TreeMap<>())
                        .put(row.getString("figure"), row.getLong("count")));
        Map<String, Figures> rows = new TreeMap<>();
        counts.forEach((key, counted) -> rows.put(key, Figures.of(counted)));
        return rows;
    }

    /** The figures of some days, and the same told apart, in the order of days or of names. */
    public record Divided(Figures total, Map<String, Figures> rows) {}

    /** Both at once, which reads the days once. */
    public Divided divided(By by, LocalDate from, LocalDate to) {
        Map<String, Long> all = new TreeMap<>();
        Map<String, Figures> rows = new TreeMap<>();
        read(by, from, to).forEach((key, counts) -> {
            counts.forEach((name, count) -> all.merge(name, count, Long::sum));
            rows.put(key, Figures.of(counts));
        });
        return new Divided(Figures.of(all), rows);
    }

    /** How long things took in them, each of {@link Spread#MEASURED} that happened, in their order. */
    public Map<String, Spread> times(LocalDate from, LocalDate to) {
        Map<String, Map<Long, Long>> all = new TreeMap<>();
        times(By.CHANNEL, from, to).values().forEach(row -> row.forEach((measured, counts) -> counts.forEach((took,
                count) -> all.computeIfAbsent(measured, name -> new TreeMap<>()).merge(took, count, Long::sum))));
        return spreads(all);
    }

    /** The same, told apart, in the order of days or of names. */
    public Map<String, Map<String, Spread>> timesBy(By by, LocalDate from, LocalDate to) {
        Map<String, Map<String, Spread>> rows = new TreeMap<>();
        times(by, from, to).forEach((key, counts) -> rows.put(key, spreads(counts)));
        return rows;
    }

    private static Map<String, Spread> spreads(Map<String, Map<Long, Long>> counts) {
        Map<String, Spread> spreads = new TreeMap<>();
        counts.forEach((measured, took) -> spreads.put(measured, Spread.of(took)));
        spreads.values().removeIf(spread -> spread.n() == 0);
        return spreads;
    }

    private Map<String, Map<String, Long>> read(By by, LocalDate from, LocalDate to) {
        Map<String, Map<String, Long>> rows = new TreeMap<>();
        read(by, "not like", from, to, row -> rows.computeIfAbsent(row.getString("key"), key -> new TreeMap<>())
                .put(row.getString("figure"), row.getLong("count")));
        return rows;
    }

    /** By key, then by what was measured: how many took how many milliseconds. */
    private Map<String, Map<String, Map<Long, Long>>> times(By by, LocalDate from, LocalDate to) {
        Map<String, Map<String, Map<Long, Long>>> rows = new TreeMap<>();
        read(by, "like", from, to, row -> {
            String figure = row.getString("figure");
            int at = figure.indexOf(Spread.AT);
            rows.computeIfAbsent(row.getString("key"), key -> new TreeMap<>())
                    .computeIfAbsent(figure.substring(0, at), measured -> new TreeMap<>())
                    .put(Long.parseLong(figure.substring(at + 1)), row.getLong("count"));
        });
        return rows;
    }

    private void read(By by, String like, LocalDate from, LocalDate to, RowCallbackHandler each) {
        jdbc.sql("""
                select %s as key, figure, sum(count) as count from %s
                where day between :from and :to and figure %s '%%@%%' group by 1, 2
                having sum(count) <> 0""".formatted(by.key(), by.table(), like)).param("from", from)
                .param("to", to).query(each);
    }
}
