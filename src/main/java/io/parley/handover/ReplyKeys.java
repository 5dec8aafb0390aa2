package io.parley.handover;

import io.parley.actor.Actor;
import io.parley.cluster.Pruning;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The keys under which replies were asked for; each who replies has their own. */
@Repository
class ReplyKeys {
    private final JdbcClient jdbc;
    private final Pruning pruning;

    ReplyKeys(JdbcClient jdbc, Pruning pruning) {
        this.jdbc = jdbc;
        this.pruning = pruning;
    }

    /** A reply that was stored. */
    record Said(long messageId, String text) {}

    /**
     * The reply that was stored under an actor's key, or under that key by a former version, which did not note whose it was;
     * the caller holds the ticket's lock.
     */
    Optional<Said> said(long ticket, Actor by, String key) {
        return jdbc.sql("""
                select t.id, t.text from ticket_reply r join message t on t.id = r.message_id
                where r.ticket_id = :ticket and r.key = :key and r.said_by in (:by, '')""").param("ticket", ticket)
                .param("key", key).param("by", by.word())
                .query((row, n) -> new Said(row.getLong(1), row.getString(2))).optional();
    }

    void add(long ticket, Actor by, String key, long messageId, Instant at) {
        jdbc.sql("insert into ticket_reply (ticket_id, said_by, key, message_id, made_at) values (?, ?, ?, ?, ?)")
                .param(ticket).param(by.word()).param(key).param(messageId).param(Timestamp.from(at)).update();
    }

    int forgetBefore(Instant time) {
        return pruning.prune("ticket_reply", "made_at", time);
    }
}
