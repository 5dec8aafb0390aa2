package io.parley.insight;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts tickets that wait for an agent. */
@Component
public class Queue {
    /** More are not counted. */
    public static final int MAX_COUNTED = 10_000;
    /** The conditions are those of indexes, word for word, or PostgreSQL does not use them. */
    private static final String COUNTS = """
            select
                (select count(*) from (select from ticket where state = 'waiting' limit :most) s) as waiting,
                (select opened_at from ticket where state = 'waiting' order by id limit 1) as oldest,
                (select count(*) from (select from ticket where state = 'waiting' and escalated_at is not null
                    limit :most) s) as escalated,
                (select count(*) from (select from ticket_event where kind = 'returned' and at >= :from and at < :to
                    limit :most) s) as returned""";

    private final JdbcClient jdbc;
    private final Analytics analytics;
    private final InstantSource clock;

    Queue(JdbcClient jdbc, Analytics analytics, InstantSource clock) {
        this.jdbc = jdbc;
        this.analytics = analytics;
        this.clock = clock;
    }

    /**
     * Tickets.
     *
     * @param waiting those that wait now
     * @param oldest how long the first of them waits; null when none does
     * @param escalated those of them that wait for too long
     * @param returned how often an agent gave one back, or did not begin with it, in some days
     */
    public record Counts(long waiting, @Nullable Duration oldest, long escalated, long returned) {}

    /** The counts now, and of the days from one to another, both included; each at most {@link #MAX_COUNTED}. */
    public Counts now(LocalDate from, LocalDate to) {
        Instant now = clock.instant();
        return jdbc.sql(COUNTS).param("from", Timestamp.from(from.atStartOfDay(analytics.zone()).toInstant()))
                .param("to", Timestamp.from(to.plusDays(1).atStartOfDay(analytics.zone()).toInstant()))
                .param("most", MAX_COUNTED).query((row, n) -> {
                    OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Counts(row.getLong("waiting"),
                            oldest == null ? null : Duration.between(oldest.toInstant(), now),
                            row.getLong("escalated"), row.getLong("returned"));
                }).single();
    }
}
