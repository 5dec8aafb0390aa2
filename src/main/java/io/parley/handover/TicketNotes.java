package io.parley.handover;

import io.parley.actor.Helper;
import io.parley.actor.NamedActor;
import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.conversation.Replies;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Notes that agents write to each other about tickets. */
@Repository
public class TicketNotes {
    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final LockedTickets locked;
    private final TicketTimeline timeline;
    private final Audit audit;
    private final InstantSource clock;

    TicketNotes(JdbcClient jdbc, LockedTickets locked, TicketTimeline timeline, Audit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.locked = locked;
        this.timeline = timeline;
        this.audit = audit;
        this.clock = clock;
    }

    /** The newest notes about a ticket, at most 200, oldest first. */
    public List<TicketNote> of(long ticket) {
        return jdbc
                .sql("""
                        select * from (select id, agent, text, written_at from ticket_note where ticket_id = ? order by id desc limit ?) newest
                        order by id""")
                .param(ticket).param(MOST).query((row, n) -> new TicketNote(row.getString("agent"),
                        row.getString("text"), row.getObject("written_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Writes a note, without the secrets in it. Anybody may, whoever has the ticket.
     *
     * @param key tells this note from others; another one under it is not written
     * @return whether there is such a ticket
     */
    @Transactional
    public boolean add(long ticket, AgentAct act, String text, String key) {
        Optional<LockedAct> writing = locked.act(ticket, act);
        writing.ifPresent(one -> add(one, text, key));
        return writing.isPresent();
    }

    /** The same about a ticket that is locked already. */
    @Transactional
    public void add(LockedAct act, String text, String key) {
        if (write(act.id(), act.by().name(), act.by().agent(), text, key)) {
            timeline.add(act, TicketEvent.Kind.NOTED);
            locked.done(act);
        }
    }

    /**
     * The same, of somebody who has no account.
     *
     * @param name of their own choice
     */
    @Transactional
    public void addOfStranger(long ticket, String name, String text, String key) {
        if (write(ticket, Replies.kept(name), null, text, key)) {
            timeline.add(ticket, TicketEvent.Kind.NOTED, NamedActor.stranger(Replies.kept(name)));
        }
    }

    /**
     * Whether a note is somebody's: an agent's with that account, or anybody's of whom no account is known.
     *
     * @param agent null for somebody who has no account, or whose account is locked
     */
    public boolean isOf(long ticket, String key, @Nullable Helper agent) {
        return jdbc.sql("""
                select exists (select from ticket_note where ticket_id = :ticket and key = :key
                    and coalesce(agent_id = :agent, agent_id is null))""").param("ticket", ticket).param("key", key)
                .param("agent", agent == null ? null : agent.agent(), Types.BIGINT).query(Boolean.class).single();
    }

    /**
     * Lets a note say something else, without the secrets in it.
     *
     * @param by the agent who does it; null for somebody without an account, whose note it is
     */
    @Transactional
    public void change(long ticket, String key, @Nullable Helper by, String text) {
        jdbc.sql("update ticket_note set text = ? where ticket_id = ? and key = ?").param(Replies.kept(text))
                .param(ticket).param(key).update();
        tell(by, Deed.NOTE_CHANGED, ticket);
    }

    /**
     * Takes a note away.
     *
     * @param by as in {@link #change}
     */
    @Transactional
    public void remove(long ticket, String key, @Nullable Helper by) {
        jdbc.sql("delete from ticket_note where ticket_id = ? and key = ?").param(ticket).param(key).update();
        tell(by, Deed.NOTE_REMOVED, ticket);
    }

    private void tell(@Nullable Helper by, Deed deed, long ticket) {
        if (by != null) {
            audit.add(by.account(), deed, Long.toString(ticket), null);
        }
    }

    private boolean write(long ticket, String name, @Nullable Long agent, String text, String key) {
        return jdbc.sql("""
                insert into ticket_note (ticket_id, key, agent, agent_id, text, written_at)
                values (:ticket, :key, :agent, :account, :text, :at) on conflict (ticket_id, key) do nothing""")
                .param("ticket", ticket).param("key", key).param("agent", name)
                .param("account", agent, Types.BIGINT).param("text", Replies.kept(text))
                .param("at", Timestamp.from(clock.instant())).update() == 1;
    }
}
