package io.parley.waiting;

import io.parley.hours.OfficeHours;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Tickets that nobody took in time: twice the time that the customer was told, or some minutes of office hours in which no agent
 * is at the desk.
 */
@Repository
public class OverdueTickets {
    private static final int MOST = 1_000;
    private static final int MOST_TOLD = 20;

    private final JdbcClient jdbc;
    private final OfficeHours hours;
    private final WaitingLine line;

    OverdueTickets(JdbcClient jdbc, OfficeHours hours, WaitingLine line) {
        this.jdbc = jdbc;
        this.hours = hours;
        this.line = line;
    }

    private record Promised(long id, Instant openedAt, Instant promisedAt) {}

    /**
     * Those of which nobody was told yet, the oldest first; none outside of office hours.
     *
     * @param deserted after how much office time a ticket is overdue while no agent is at the desk
     */
    public List<Long> at(Instant now, Duration deserted) {
        if (!hours.isOpen(now)) {
            return List.of();
        }
        Stream<Long> late = jdbc.sql("""
                select id, opened_at, promised_at from ticket
                where state = 'waiting' and waits_since is not null and escalated_at is null
                    and snoozed_until is null and promised_at < ?
                order by promised_at, id limit ?""").param(Timestamp.from(now)).param(MOST)
                .query(OverdueTickets::promised).list().stream().filter(ticket -> isPastPromise(ticket, now))
                .map(Promised::id);
        return Stream.concat(late, forgotten(now, deserted)).distinct().toList();
    }

    /** Those that wait while nobody of the team is at the desk. */
    private Stream<Long> forgotten(Instant now, Duration deserted) {
        if (hours.isAlwaysOpen() || line.present() > 0) {
            return Stream.empty();
        }
        return jdbc.sql("""
                select id from ticket
                where state = 'waiting' and waits_since is not null and escalated_at is null
                    and snoozed_until is null and idle_since <= ?
                order by idle_since, id limit ?""").param(Timestamp.from(hours.minus(now, deserted))).param(MOST)
                .query(Long.class).list().stream();
    }

    private boolean isPastPromise(Promised ticket, Instant now) {
        Duration promised = hours.between(ticket.openedAt(), ticket.promisedAt());
        return hours.between(ticket.openedAt(), now).compareTo(promised.multipliedBy(2)) >= 0;
    }

    /** Marks a ticket as told of; gives whether it still waits and was not. */
    public boolean mark(long id, Instant at) {
        return jdbc.sql("""
                update ticket set escalated_at = ?, revision = revision + 1
                where id = ? and state = 'waiting' and waits_since is not null and escalated_at is null""")
                .param(Timestamp.from(at)).param(id)
                .update() == 1;
    }

    /** The mail addresses of operators and administrators, who are told. */
    public List<String> told() {
        return jdbc.sql("""
                select email from agent where role in ('operator', 'administrator') and email is not null
                    and locked_at is null order by id limit ?""").param(MOST_TOLD).query(String.class).list();
    }

    private static Promised promised(ResultSet row, int n) throws SQLException {
        return new Promised(row.getLong("id"), row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("promised_at", OffsetDateTime.class).toInstant());
    }
}
