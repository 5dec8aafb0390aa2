package io.parley.handover;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private static final int BATCH = 500;

    private final TicketRows rows;
    private final TicketSignals signals;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    TicketSnoozes(TicketRows rows, TicketSignals signals, JdbcClient jdbc, InstantSource clock) {
        this.rows = rows;
        this.signals = signals;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Snoozes a ticket.
     *
     * @return the ticket as it is now; empty when there is none of that id
     * @throws TicketResolvedException when it is resolved already
     * @throws TicketConflictException when somebody else has it, or did something about it meanwhile
     */
    public Optional<Ticket> snooze(long id, AgentAct act, Instant until) {
        return rows.lockForUpdate(id).flatMap(ticket -> {
            Tickets.refuse(ticket, act);
            jdbc.sql("update ticket set snoozed_until = ?, revision = revision + 1 where id = ?")
                    .param(until.equals(UNTIL_A_MESSAGE) ? OffsetDateTime.MAX : until.atOffset(ZoneOffset.UTC))
                    .param(id).update();
            signals.changed(id);
            return rows.lockForUpdate(id);
        });
    }

    /** Brings a ticket back to its list; gives it as it is now, empty when there is none of that id. */
    public Optional<Ticket> wake(long id) {
        wake("id = :id", Map.of("id", id));
        return rows.find(id);
    }

    /** Brings back the tickets whose time has come. */
    void wakeDue() {
        wake("id in (select id from ticket where snoozed_until <= :now and state <> 'resolved' limit :most)",
                Map.of("now", Timestamp.from(clock.instant()), "most", BATCH));
    }

    private void wake(String which, Map<String, Object> params) {
        List<Long> woken = jdbc.sql("""
                update ticket set snoozed_until = null, idle_since = :at, revision = revision + 1
                where snoozed_until is not null and state <> 'resolved' and %s returning id""".formatted(which))
                .params(params).param("at", Timestamp.from(clock.instant())).query(Long.class).list();
        woken.forEach(signals::changed);
    }

    /** Until when each of some tickets is snoozed; those that are not are missing. */
    public Map<Long, Instant> until(Collection<Long> tickets) {
        return tickets.isEmpty()
                ? Map.of()
                : jdbc.sql("""
                        select id, snoozed_until from ticket
                        where id in (:tickets) and snoozed_until is not null and state <> 'resolved'""")
                        .param("tickets", tickets)
                        .query((row, n) -> Map.entry(row.getLong(1),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
