package io.parley.handover;

import io.parley.cluster.Pruning;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The keys under which replies were asked for. */
@Repository
public class ReplyKeys {
    private final JdbcClient jdbc;
    private final Pruning pruning;

    ReplyKeys(JdbcClient jdbc, Pruning pruning) {
        this.jdbc = jdbc;
        this.pruning = pruning;
    }

    /** The reply to a ticket's customer that was stored under a key; the caller holds the ticket's lock. */
    Optional<String> said(long ticket, String key) {
        return jdbc.sql("""
                select t.text from ticket_reply r join message t on t.id = r.message_id
                where r.ticket_id = ? and r.key = ?""").param(ticket).param(key).query(String.class).optional();
    }

    /** The message that was sent under a key. */
    public long messageOf(long ticket, String key) {
        return jdbc.sql("select message_id from ticket_reply where ticket_id = ? and key = ?").param(ticket).param(key)
                .query(Long.class).single();
    }

    void add(long ticket, String key, long messageId, Instant at) {
        jdbc.sql("insert into ticket_reply (ticket_id, key, message_id, made_at) values (?, ?, ?, ?)").param(ticket)
                .param(key).param(messageId).param(Timestamp.from(at)).update();
    }

    int forgetBefore(Instant time) {
        return pruning.prune("ticket_reply", "made_at", time);
    }
}
