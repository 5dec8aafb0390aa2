package io.parley.handover;

import io.parley.actor.NamedActor;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts tickets off: nobody needs to look at them before a time. A ticket comes back to its list earlier when its customer
 * writes, or when an agent does something about it. As long as it is snoozed, none of its deadlines passes.
 */
@Component
@Transactional
public class TicketSnoozes {
    /** For one that comes back only when its customer writes. */
    public static final Instant UNTIL_A_MESSAGE = OffsetDateTime.MAX.toInstant();
    private static final NamedActor TIME = NamedActor.of(NamedActor.Kind.TIME);
    private static final int BATCH = 500;

    private final LockedTickets locked;
    private final TicketRows rows;
    private final TicketTimeline timeline;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    TicketSnoozes(LockedTickets locked, TicketRows rows, TicketTimeline timeline, JdbcClient jdbc,
            InstantSource clock) {
        this.locked = locked;
        this.rows = rows;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Snoozes a ticket.
     *
     * @return the ticket as it is now; empty when there is none of that id
     * @throws ActRefusedException when it is resolved already, somebody else has it, or did something about it meanwhile
     */
    public Optional<Ticket> snooze(long id, AgentAct act, Instant until) {
        return locked.act(id, act).flatMap(snoozing -> {
            snoozing.refuse();
            jdbc.sql("update ticket set snoozed_until = ?, revision = revision + 1 where id = ?")
                    .param(until.equals(UNTIL_A_MESSAGE) ? OffsetDateTime.MAX : until.atOffset(ZoneOffset.UTC))
                    .param(id).update();
            timeline.add(snoozing, TicketEvent.Kind.SNOOZED);
            locked.done(snoozing);
            return rows.find(id);
        });
    }

    /** An agent brings a ticket back to its list; gives it as it is now, empty when there is none of that id. */
    public Optional<Ticket> wake(long id, AgentAct act) {
        return locked.act(id, act).flatMap(waking -> {
            if (!wake("id = :id", Map.of("id", id)).isEmpty()) {
                timeline.add(waking, TicketEvent.Kind.WOKEN);
                locked.done(waking);
            }
            return rows.find(id);
        });
    }

    /** Brings back the tickets whose time has come. */
    void wakeDue() {
        wake("""
                id = any(array(
                    select id from ticket where snoozed_until <= :now and state <> 'resolved' limit :most))""",
                Map.of("now", Timestamp.from(clock.instant()), "most", BATCH))
                .forEach(woken -> timeline.add(woken, TicketEvent.Kind.WOKEN, TIME));
    }

    private List<Long> wake(String which, Map<String, Object> params) {
        return jdbc.sql("""
                update ticket set snoozed_until = null, idle_since = :at, revision = revision + 1
                where snoozed_until is not null and state <> 'resolved' and %s returning id""".formatted(which))
                .params(params).param("at", Timestamp.from(clock.instant())).query(Long.class).list();
    }

    /** Until when a ticket is snoozed; empty when it is not. */
    public Optional<Instant> until(long ticket) {
        return jdbc.sql(
                "select snoozed_until from ticket where id = ? and snoozed_until is not null and state <> 'resolved'")
                .param(ticket).query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }
}
