package io.parley.handover;

import io.parley.conversation.Replies;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Notes that agents write to each other about tickets. */
@Repository
public class TicketNotes {
    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final TicketTimeline timeline;
    private final InstantSource clock;

    TicketNotes(JdbcClient jdbc, TicketTimeline timeline, InstantSource clock) {
        this.jdbc = jdbc;
        this.timeline = timeline;
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
        boolean exists = jdbc.sql("select exists (select from ticket where id = ?)").param(ticket).query(Boolean.class)
                .single();
        if (exists && write(ticket, act.name(), act.by().agent(), text, key)) {
            timeline.add(ticket, TicketEvent.Kind.NOTED, act);
        }
        return exists;
    }

    /**
     * The same, of somebody who has no account.
     *
     * @param name of their own choice
     */
    @Transactional
    public void addOfStranger(long ticket, String name, String text, String key) {
        if (write(ticket, Replies.kept(name), null, text, key)) {
            timeline.add(ticket, TicketEvent.Kind.NOTED, Replies.kept(name));
        }
    }

    /** Lets a note say something else, without the secrets in it. */
    public void change(long ticket, String key, String text) {
        jdbc.sql("update ticket_note set text = ? where ticket_id = ? and key = ?").param(Replies.kept(text))
                .param(ticket).param(key).update();
    }

    /** Takes a note away. */
    public void remove(long ticket, String key) {
        jdbc.sql("delete from ticket_note where ticket_id = ? and key = ?").param(ticket).param(key).update();
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
