package io.parley.handover;

import io.parley.hours.OfficeHours;
import io.parley.settings.Live;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an agent sees of tickets at a glance: which have something new for them, and how long they may still wait. */
@Repository
public class TicketGlances {
    /** Whether the agent {@code :account}, who read ticket t up to s, has not read all that its customer wrote. */
    static final String UNREAD = """
            (s.message_id is null or exists (select from message m
                where (m.conversation_id, m.id) > (t.conversation_id, s.message_id)
                  and (m.conversation_id, m.id) < (t.conversation_id + 1, 0) and m.author = 'participant'))""";
    static final String WITH_SEEN = " t left join ticket_seen s on s.ticket_id = t.id and s.agent_id = :account ";

    private final JdbcClient jdbc;
    private final Live<HandoverSettings> settings;
    private final OfficeHours hours;
    private final InstantSource clock;

    TicketGlances(JdbcClient jdbc, Live<HandoverSettings> settings, OfficeHours hours, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.hours = hours;
        this.clock = clock;
    }

    /**
     * A ticket at a glance.
     *
     * @param unread whether its customer wrote something that the agent has not seen
     * @param snoozedUntil until when nobody needs to look at it; null: it is not snoozed
     * @param due until when something is to be done; null when nobody waits for that
     */
    public record Glance(long ticket, boolean unread, @Nullable Instant snoozedUntil, @Nullable Due due) {}

    /**
     * Until when something is to be done about a ticket.
     *
     * @param used the part of the time that is over, 1 or more when it is past
     */
    public record Due(Instant at, double used) {}

    /** Some tickets as an agent sees them, by id. */
    public Map<Long, Glance> of(Collection<Long> tickets, long account) {
        return tickets.isEmpty()
                ? Map.of()
                : jdbc.sql("""
                        select t.id, t.state, t.opened_at, t.promised_at, t.waits_since, t.idle_since, t.unstarted,
                            t.snoozed_until, t.state <> 'resolved' and\s""" + UNREAD + " as unread from ticket"
                        + WITH_SEEN
                        + "where t.id in (:tickets)").param("tickets", tickets).param("account", account)
                        .query(this::glance).list().stream().collect(Collectors.toMap(Glance::ticket, one -> one));
    }

    /**
     * An agent has read a ticket's conversation.
     *
     * @param message the newest message that they saw; 0 when there was none
     */
    public void saw(long ticket, long account, long message) {
        jdbc.sql("""
                insert into ticket_seen (ticket_id, agent_id, message_id, seen_at)
                values (:ticket, :account, :message, :now) on conflict (ticket_id, agent_id) do update
                set message_id = excluded.message_id, seen_at = excluded.seen_at
                where ticket_seen.message_id < excluded.message_id""").param("ticket", ticket)
                .param("account", account).param("message", message).param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private Glance glance(ResultSet row, int n) throws SQLException {
        boolean over = row.getString("state").equals("resolved");
        Instant snoozed = over ? null : instant(row, "snoozed_until");
        boolean waits = !over && snoozed == null && row.getObject("waits_since") != null;
        return new Glance(row.getLong("id"), row.getBoolean("unread"), snoozed, waits ? due(row) : null);
    }

    /** What the customer was told; else when the ticket would go to somebody else, or back to the bot. */
    private Due due(ResultSet row) throws SQLException {
        Instant idle = row.getObject("idle_since", OffsetDateTime.class).toInstant();
        Instant promised = instant(row, "promised_at");
        if (row.getString("state").equals("taken")) {
            Duration allowed = row.getBoolean("unstarted")
                    ? settings.now().startWithin()
                    : settings.now().returnAfter();
            return new Due(hours.plus(idle, allowed), part(hours.between(idle, clock.instant()), allowed));
        }
        Instant begun = promised == null ? idle : row.getObject("opened_at", OffsetDateTime.class).toInstant();
        Instant at = promised == null ? idle.plus(settings.now().giveUpAfter()) : promised;
        return new Due(at, part(Duration.between(begun, clock.instant()), Duration.between(begun, at)));
    }

    private static double part(Duration used, Duration allowed) {
        return (double) used.toMillis() / Math.max(1, allowed.toMillis());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
