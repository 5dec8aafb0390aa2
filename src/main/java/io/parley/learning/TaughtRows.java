package io.parley.learning;

import io.parley.handover.event.TeachingWished;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tickets from which the FAQ is to learn, as rows. */
@Repository
class TaughtRows {
    /** A process that has not ended its work by then is dead. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    TaughtRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A wish that was begun.
     *
     * @param login the agent's; null when their account is locked meanwhile, so that others look at it first
     * @param tries how often it was begun
     */
    record Wish(long ticket, @Nullable String login, String channel, String person, int tries) {}

    void add(TeachingWished wished, Instant at) {
        jdbc.sql("""
                insert into taught_ticket (ticket_id, agent_id, channel, person, asked_at) values (?, ?, ?, ?, ?)
                on conflict do nothing""").param(wished.ticketId()).param(wished.account())
                .param(wished.person().channel().value()).param(wished.person().id()).param(Timestamp.from(at))
                .update();
    }

    /** Begins the oldest one that nobody is at work on. */
    Optional<Wish> begin(Instant now) {
        return jdbc
                .sql("""
                        update taught_ticket t set tries = tries + 1, tried_at = :now from agent a
                        where a.id = t.agent_id and t.ticket_id = (
                            select ticket_id from taught_ticket where tried_at is null or tried_at < :dead
                            order by asked_at limit 1 for update skip locked)
                        returning t.ticket_id, case when a.locked_at is null then a.login end as login, t.channel, t.person, t.tries""")
                .param("now", Timestamp.from(now))
                .param("dead", Timestamp.from(now.minus(LEASE)))
                .query((row, n) -> new Wish(row.getLong("ticket_id"), row.getString("login"),
                        row.getString("channel"), row.getString("person"), row.getInt("tries")))
                .optional();
    }

    /** Ends it; false when somebody else has. */
    boolean remove(long ticket) {
        return jdbc.sql("delete from taught_ticket where ticket_id = ?").param(ticket).update() > 0;
    }
}
