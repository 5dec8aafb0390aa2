package io.parley.ops;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.parley.hours.OfficeHours;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What goes on now, in numbers. They are read by indexes, at most every five seconds while somebody asks. */
@Component
public class Figures {
    /** From here on it is only known that there are this many, so that counting takes a moment however many there are. */
    public static final int MAX_COUNTED = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Figures.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** The conditions are those of indexes, word for word, or PostgreSQL does not use them. */
    private static final String COUNTS = """
            select
                (select count(*) from (select from ticket where state = 'waiting' limit :most) s) as waiting,
                (select opened_at from ticket where state = 'waiting' order by id limit 1) as oldest,
                (select count(*) from (select from ticket where state = 'taken' limit :most) s) as with_agents,
                (select count(*) from (
                    select from ticket where state = 'waiting' and escalated_at is not null limit :most) s) as escalated,
                (select count(*) from (
                    select from message where source = 'faq' and said_at >= :midnight limit :most) s) as by_faq,
                (select count(*) from (
                    select from message where source = 'model' and said_at >= :midnight limit :most) s) as by_model,
                (select count(*) from (select from ticket where opened_at >= :midnight limit :most) s) as handed_over""";

    private final JdbcClient jdbc;
    private final Backlog backlog;
    private final OfficeHours hours;
    private final InstantSource clock;
    private final LoadingCache<String, Optional<Counts>> latest = Caffeine.newBuilder().expireAfterWrite(FRESH)
            .build(key -> read());

    Figures(JdbcClient jdbc, Backlog backlog, OfficeHours hours, InstantSource clock) {
        this.jdbc = jdbc;
        this.backlog = backlog;
        this.hours = hours;
        this.clock = clock;
    }

    /**
     * What agents have to do, and what was done since midnight by the clock of the office; each at most {@link #MAX_COUNTED}.
     *
     * @param oldest when the oldest ticket was opened that waits; null when none does
     * @param withAgents tickets that agents have
     * @param escalated tickets that wait for too long
     * @param byFaq answers from the FAQ
     * @param byModel answers that a language model wrote
     * @param handedOver tickets that were opened
     */
    public record Counts(long waiting, @Nullable Instant oldest, long withAgents, long escalated, long byFaq,
            long byModel,
            long handedOver) {
        static Counts of(ResultSet row, int n) throws SQLException {
            Timestamp oldest = row.getTimestamp("oldest");
            return new Counts(row.getLong("waiting"), oldest == null ? null : oldest.toInstant(),
                    row.getLong("with_agents"), row.getLong("escalated"), row.getLong("by_faq"),
                    row.getLong("by_model"), row.getLong("handed_over"));
        }
    }

    /** The numbers; empty while the database does not say them. */
    public Optional<Counts> now() {
        return Objects.requireNonNull(latest.get(""));
    }

    /** How many dead letters there are, at most 100,000 of each queue; empty while the database does not say it. */
    public OptionalLong deadLetters() {
        Backlog.Counts counts = backlog.now();
        return counts.known()
                ? OptionalLong.of(counts.inboxDeadLetters() + counts.outboxDeadLetters())
                : OptionalLong.empty();
    }

    private Optional<Counts> read() {
        Instant midnight = clock.instant().atZone(hours.zone()).toLocalDate().atStartOfDay(hours.zone()).toInstant();
        try {
            return Optional.of(jdbc.sql(COUNTS).param("most", MAX_COUNTED)
                    .param("midnight", Timestamp.from(midnight)).query(Counts::of).single());
        } catch (DataAccessException e) {
            log.warn("The database does not say what goes on: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
