package io.parley.desk;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What agents have written about tickets and not sent yet; an agent has at most one for a ticket, in all their browsers. */
@Repository
class ReplyDrafts {
    /** What was sent under a key is no draft any more, also when the page saves it once more while it goes. */
    private static final String UNSENT = """
            not exists (select from ticket_reply r where r.ticket_id = :ticket and r.key = %1$s)
            and not exists (select from ticket_note n where n.ticket_id = :ticket and n.key = %1$s)""";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ReplyDrafts(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Something that is not sent yet.
     *
     * @param kind reply or note
     * @param key the key under which it is sent, so that it is sent once from however many browsers
     */
    record Draft(String kind, String key, String text) {}

    Optional<Draft> find(long ticket, long agent) {
        return jdbc.sql("select kind, key, text from reply_draft d where ticket_id = :ticket and agent_id = :agent and "
                + UNSENT.formatted("d.key")).param("ticket", ticket).param("agent", agent)
                .query((row, n) -> new Draft(row.getString(1), row.getString(2), row.getString(3))).optional();
    }

    /**
     * Keeps a draft in place of the one before; one without words is removed.
     *
     * @return whether there is such a ticket
     */
    @Transactional
    boolean save(long ticket, long agent, Draft draft) {
        if (draft.text().isBlank()) {
            remove(ticket, agent, draft.key());
            return exists(ticket);
        }
        int saved = jdbc.sql("""
                insert into reply_draft (ticket_id, agent_id, kind, key, text, saved_at)
                select t.id, :agent, :kind, :key, :text, :at from ticket t where t.id = :ticket and\s"""
                + UNSENT.formatted(":key")
                + """
                        \non conflict (ticket_id, agent_id) do update
                        set kind = excluded.kind, key = excluded.key, text = excluded.text, saved_at = excluded.saved_at""")
                .param("ticket", ticket).param("agent", agent).param("kind", draft.kind()).param("key", draft.key())
                .param("text", draft.text().replace("\0", "")).param("at", Timestamp.from(clock.instant())).update();
        return saved == 1 || exists(ticket);
    }

    /** Puts words that were on their way back, before what has been written since; what is a note stays one. */
    void putBack(long ticket, long agent, String words) {
        Optional<Draft> since = find(ticket, agent);
        Draft draft = new Draft(since.map(Draft::kind).orElse("reply"), UUID.randomUUID().toString(),
                since.map(one -> words + "\n\n" + one.text()).orElse(words));
        save(ticket, agent, draft);
    }

    /** Forgets the draft that is sent under a key. */
    void remove(long ticket, long agent, String key) {
        jdbc.sql("delete from reply_draft where ticket_id = ? and agent_id = ? and key = ?").param(ticket).param(agent)
                .param(key).update();
    }

    private boolean exists(long ticket) {
        return jdbc.sql("select exists (select from ticket where id = ?)").param(ticket).query(Boolean.class).single();
    }
}
