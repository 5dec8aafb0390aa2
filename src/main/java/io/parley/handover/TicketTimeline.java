package io.parley.handover;

import io.parley.actor.Helper;
import io.parley.actor.NamedActor;
import io.parley.handover.TicketEvent.Kind;
import io.parley.handover.event.TicketSignals;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The events of tickets, in order. */
@Repository
public class TicketTimeline {
    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final TicketSignals signals;
    private final AgentCall call;
    private final InstantSource clock;

    TicketTimeline(JdbcClient jdbc, TicketSignals signals, AgentCall call, InstantSource clock) {
        this.jdbc = jdbc;
        this.signals = signals;
        this.call = call;
        this.clock = clock;
    }

    /** The newest events of a ticket, at most 200, oldest first. */
    public List<TicketEvent> of(long ticket) {
        return jdbc
                .sql("""
                        select * from (
                            select id, kind, actor, actor_word(coalesce(done_by, 'agent:' || agent_id), actor) as word, at
                            from ticket_event where ticket_id = ? order by id desc limit ?) newest
                        order by id""")
                .param(ticket).param(MOST).query((row, n) -> new TicketEvent(
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        new NamedActor(row.getString("word"), row.getString("actor")),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Whether something of a kind happened to a ticket. */
    boolean has(long ticket, Kind kind) {
        return jdbc.sql("select exists (select from ticket_event where ticket_id = ? and kind = ?)").param(ticket)
                .param(kind.word()).query(Boolean.class).single();
    }

    /** Forgets what an agent did last of a kind, since it had no effect. */
    public void takeBack(long ticket, Kind kind, Helper agent) {
        jdbc.sql("""
                delete from ticket_event where id =
                    (select max(id) from ticket_event where ticket_id = ? and kind = ? and agent_id = ?)""")
                .param(ticket)
                .param(kind.word()).param(Objects.requireNonNull(agent.agent())).update();
        signals.changed(ticket);
    }

    void add(LockedAct act, Kind kind) {
        add(act.id(), kind, act.by());
    }

    void add(long ticket, Kind kind, Helper by) {
        addQuietly(ticket, kind, NamedActor.of(by), by.agent());
        call.changed(ticket, kind);
    }

    void add(long ticket, Kind kind, NamedActor by) {
        addQuietly(ticket, kind, by, null);
        call.changed(ticket, kind);
    }

    /** Says nothing of it where agents are called. */
    void addQuietly(long ticket, Kind kind, NamedActor by, @Nullable Long agent) {
        jdbc.sql("insert into ticket_event (ticket_id, at, kind, actor, done_by, agent_id) values (?, ?, ?, ?, ?, ?)")
                .param(ticket).param(Timestamp.from(clock.instant())).param(kind.word()).param(by.name())
                .param(by.word()).param(6, agent, Types.BIGINT).update();
        signals.changed(ticket);
    }
}
