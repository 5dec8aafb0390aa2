package io.parley.desk;

import io.parley.handover.event.TicketSignals;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Agents who look at a ticket now, or write in it. Open pages ask for themselves every 20 seconds; an agent whose page did not
 * for longer is gone.
 */
@Repository
class TicketPresence {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private final JdbcClient jdbc;
    private final TicketSignals signals;
    private final InstantSource clock;

    TicketPresence(JdbcClient jdbc, TicketSignals signals, InstantSource clock) {
        this.jdbc = jdbc;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * An agent who is at a ticket.
     *
     * @param name as customers see it
     * @param writes whether they write a reply
     */
    record Colleague(long ticket, String name, boolean writes) {}

    /** An agent looks at a ticket; the others hear of it when they come. */
    @Transactional
    void sees(long ticket, long agent) {
        boolean was = jdbc.sql("""
                with before as (select from ticket_presence
                                where ticket_id = :ticket and agent_id = :agent and seen_at > :fresh),
                     now as (insert into ticket_presence (ticket_id, agent_id, seen_at) values (:ticket, :agent, :now)
                             on conflict (ticket_id, agent_id) do update set seen_at = excluded.seen_at)
                select exists (select from before)""").param("ticket", ticket).param("agent", agent)
                .param("fresh", fresh()).param("now", Timestamp.from(clock.instant())).query(Boolean.class).single();
        if (!was) {
            signals.changed(ticket);
        }
    }

    /** The others who are at some tickets, by ticket. */
    Map<Long, List<Colleague>> others(Collection<Long> tickets, long agent) {
        return tickets.isEmpty()
                ? Map.of()
                : jdbc.sql("""
                        select p.ticket_id, a.name, d.saved_at is not null as writes
                        from ticket_presence p join agent a on a.id = p.agent_id
                        left join reply_draft d on d.ticket_id = p.ticket_id and d.agent_id = p.agent_id
                            and d.kind = 'reply' and d.saved_at > :fresh
                        where p.ticket_id in (:tickets) and p.agent_id <> :agent and p.seen_at > :fresh
                        order by p.ticket_id, a.name""").param("tickets", tickets).param("agent", agent)
                        .param("fresh", fresh())
                        .query((row, n) -> new Colleague(row.getLong(1), row.getString(2), row.getBoolean(3))).list()
                        .stream().collect(Collectors.groupingBy(Colleague::ticket));
    }

    private Timestamp fresh() {
        return Timestamp.from(clock.instant().minus(FRESH));
    }
}
