package io.parley.ops;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what was said long ago, the oldest first, with the votes on it; then the conversations in which nothing is left, and the
 * people of whom nothing is left. What an open ticket needs stays, and what still waits to be sent.
 */
final class OldConversations {
    private static final int BATCH = 2_000;
    private static final int TIMEOUT_SECONDS = 60;
    /** What tells of a message and does not go with it by itself, with what becomes of it. */
    private static final List<String> TIES = List.of("delete from reaction where message_id = any(?)",
            "delete from verdict where message_id = any(?)", "delete from verdict_history where message_id = any(?)",
            "update lesson_vote set message = null where message = any(?)",
            "update inbox set message_id = null where message_id = any(?)",
            "update ticket set message_id = null where message_id = any(?)",
            "update message set answers_message = null where answers_message = any(?)",
            "delete from message where id = any(?)");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    OldConversations(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setTimeout(TIMEOUT_SECONDS);
    }

    /**
     * A message as it is looked at.
     *
     * @param goes whether its conversation neither waits for an agent nor is with one
     */
    private record Said(long id, long conversation, long participant, Instant at, boolean goes) {}

    /** Deletes what was said before a moment; gives how many messages. */
    int clear(Instant before) {
        int all = 0;
        List<Said> some = after(0);
        while (some.stream().anyMatch(one -> one.at().isBefore(before))) {
            List<Said> old = unneeded(some.stream().filter(one -> one.goes() && one.at().isBefore(before)).toList());
            if (!old.isEmpty()) {
                transaction.executeWithoutResult(status -> delete(old, before));
            }
            all += old.size();
            some = after(some.getLast().id());
        }
        return all;
    }

    private List<Said> after(long id) {
        return jdbc.sql("""
                select m.id, m.conversation_id, coalesce(m.participant_id, 0), m.said_at, c.state in ('bot', 'closed')
                from message m join conversation c on c.id = m.conversation_id
                where m.id > ? order by m.id limit ?""").param(id).param(BATCH)
                .query((row, n) -> new Said(row.getLong(1), row.getLong(2), row.getLong(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(), row.getBoolean(5)))
                .list();
    }

    private List<Said> unneeded(List<Said> some) {
        Set<Long> needed = jdbc.sql("""
                select message_id from outbox where message_id = any(:ids)
                union select message_id from ticket where message_id = any(:ids) and state <> 'resolved'""")
                .param("ids", some.stream().map(Said::id).toArray(Long[]::new)).query(Long.class).set();
        return some.stream().filter(one -> !needed.contains(one.id())).toList();
    }

    private void delete(List<Said> old, Instant before) {
        Long[] messages = old.stream().map(Said::id).toArray(Long[]::new);
        TIES.forEach(tie -> jdbc.sql(tie).param(messages).update());
        jdbc.sql("""
                delete from conversation c where id = any(array(
                        select id from conversation where id = any(:ids) order by id for update skip locked))
                    and opened_at < :before and not exists (select from message where conversation_id = c.id)
                    and not exists (select from ticket where conversation_id = c.id)""")
                .param("ids", old.stream().map(Said::conversation).distinct().toArray(Long[]::new))
                .param("before", Timestamp.from(before)).update();
        jdbc.sql("""
                delete from participant p where id = any(array(
                        select id from participant where id = any(:ids) order by id for update skip locked))
                    and seen_at < :before and erasing_at is null
                    and not exists (select from message where participant_id = p.id)
                    and not exists (select from ticket where participant_id = p.id)
                    and not exists (select from verdict where participant_id = p.id)
                    and not exists (select from verdict_history where participant_id = p.id)
                    and not exists (select from reaction where participant_id = p.id)
                    and not exists (select from erasure where participant_id = p.id)
                    and not exists (select from privacy_request where participant_id = p.id)
                    and not exists (select from export_link where participant_id = p.id)""")
                .param("ids", old.stream().map(Said::participant).distinct().toArray(Long[]::new))
                .param("before", Timestamp.from(before)).update();
    }
}
