package io.parley.insight;

import io.parley.hours.OfficeHours;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how customers' matters went, by the sums of days. */
@Component
public class Analytics {
    /** More days are not asked for at once. */
    public static final int MAX_DAYS = 400;
    /** More lessons than that are not counted. */
    private static final int MAX_LESSONS = 100_000;

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
        CHANNEL;

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
        Map<String, Long> counts = new TreeMap<>();
        read(By.CHANNEL, from, to).values()
                .forEach(row -> row.forEach((name, count) -> counts.merge(name, count, Long::sum)));
        return Figures.of(counts);
    }

    /** The same, told apart, in the order of days or of channels' names. */
    public Map<String, Figures> rows(By by, LocalDate from, LocalDate to) {
        Map<String, Figures> rows = new TreeMap<>();
        read(by, from, to).forEach((key, counts) -> rows.put(key, Figures.of(counts)));
        return rows;
    }

    /** How many suggestions became part of the FAQ; at most 100,000. */
    public long lessons(LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select count(*) from (select from suggestion where state in ('published', 'attached')
                    and decided_at >= :from and decided_at < :to limit :most) s""")
                .param("from", Timestamp.from(from.atStartOfDay(zone()).toInstant()))
                .param("to", Timestamp.from(to.plusDays(1).atStartOfDay(zone()).toInstant()))
                .param("most", MAX_LESSONS).query(Long.class).single();
    }

    private Map<String, Map<String, Long>> read(By by, LocalDate from, LocalDate to) {
        Map<String, Map<String, Long>> rows = new TreeMap<>();
        jdbc.sql("""
                select %s as key, figure, sum(count) as count from insight_day where day between :from and :to
                group by 1, 2""".formatted(by == By.DAY ? "day::text" : "channel")).param("from", from).param("to", to)
                .query((row, n) -> rows.computeIfAbsent(row.getString("key"), key -> new TreeMap<>())
                        .put(row.getString("figure"), row.getLong("count")))
                .list();
        return rows;
    }
}
