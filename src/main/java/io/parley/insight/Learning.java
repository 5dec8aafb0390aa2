package io.parley.insight;

import java.sql.Timestamp;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what became of suggestions for the FAQ. */
@Component
public class Learning {
    /** More are not counted. */
    public static final int MAX_COUNTED = 100_000;
    private static final String COUNTS = """
            select
                (select count(*) from (select from suggestion where made_at >= :from and made_at < :to limit :most) s)
                    as made,
                (select count(*) from (select from suggestion where state in ('published', 'attached')
                    and decided_at >= :from and decided_at < :to limit :most) s) as published,
                (select count(*) from (select from suggestion where state = 'dismissed'
                    and decided_at >= :from and decided_at < :to limit :most) s) as dismissed""";

    private final JdbcClient jdbc;
    private final Analytics analytics;

    Learning(JdbcClient jdbc, Analytics analytics) {
        this.jdbc = jdbc;
        this.analytics = analytics;
    }

    /**
     * Suggestions of some days.
     *
     * @param made those that were made
     * @param published those that became part of the FAQ
     * @param dismissed those that nobody wants
     */
    public record Counts(long made, long published, long dismissed) {}

    /** The counts from one day to another, both included; each at most {@link #MAX_COUNTED}. */
    public Counts between(LocalDate from, LocalDate to) {
        return jdbc.sql(COUNTS).param("from", Timestamp.from(from.atStartOfDay(analytics.zone()).toInstant()))
                .param("to", Timestamp.from(to.plusDays(1).atStartOfDay(analytics.zone()).toInstant()))
                .param("most", MAX_COUNTED)
                .query((row, n) -> new Counts(row.getLong("made"), row.getLong("published"), row.getLong("dismissed")))
                .single();
    }
}
