package io.parley.ops;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    /** All conversations and people are looked at, which takes long where there are millions. */
    private static final Duration BETWEEN_WALKS = Duration.ofDays(1);
    /** What tells of a message and does not go with it by itself, with what becomes of it. */
    private static final List<String> TIES = List.of("delete from reaction where message_id = any(?)",
            "delete from verdict where message_id = any(?)", "delete from verdict_history where message_id = any(?)",
            "update lesson_vote set message = null where message = any(?)",
            "update inbox set message_id = null where message_id = any(?)",
            "update ticket set message_id = null where message_id = any(?)",
            "update message set answers_message = null where answers_message = any(?)",
            "delete from message where id = any(?)");
    /** A conversation in which nothing is left. */
    private static final String SILENT = """
            opened_at < ? and not exists (select from message where conversation_id = one.id)
            and not exists (select from ticket where conversation_id = one.id)""";
    /** A person of whom nothing is left. */
    private static final String FORGOTTEN = """
            seen_at < ? and erasing_at is null
            and not exists (select from message where participant_id = one.id)
            and not exists (select from ticket where participant_id = one.id)
            and not exists (select from verdict where participant_id = one.id)
            and not exists (select from verdict_history where participant_id = one.id)
            and not exists (select from reaction where participant_id = one.id)
            and not exists (select from erasure where participant_id = one.id)
            and not exists (select from privacy_request where participant_id = one.id)
            and not exists (select from export_link where participant_id = one.id)""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private volatile Instant walked = Instant.EPOCH;

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
    private record Said(long id, Instant at, boolean goes) {}

    /** Deletes what was said before a moment; gives how many messages. */
    int clear(Instant before) {
        int all = 0;
        List<Said> some = after(0);
        while (some.stream().anyMatch(one -> one.at().isBefore(before))) {
            List<Said> old = unneeded(some.stream().filter(one -> one.goes() && one.at().isBefore(before)).toList());
            if (!old.isEmpty()) {
                transaction.executeWithoutResult(status -> delete(old));
            }
            all += old.size();
            some = after(some.getLast().id());
        }
        if (!before.isBefore(walked.plus(BETWEEN_WALKS))) {
            clear("conversation", SILENT, before);
            clear("participant", FORGOTTEN, before);
            walked = before;
        }
        return all;
    }

    private List<Said> after(long id) {
        return jdbc.sql("""
                select m.id, m.said_at, c.state in ('bot', 'closed')
                from message m join conversation c on c.id = m.conversation_id
                where m.id > ? order by m.id limit ?""").param(id).param(BATCH)
                .query((row, n) -> new Said(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getBoolean(3)))
                .list();
    }

    private List<Said> unneeded(List<Said> some) {
        Set<Long> needed = jdbc.sql("""
                select message_id from outbox where message_id = any(:ids)
                union select message_id from ticket where message_id = any(:ids) and state <> 'resolved'""")
                .param("ids", some.stream().map(Said::id).toArray(Long[]::new)).query(Long.class).set();
        return some.stream().filter(one -> !needed.contains(one.id())).toList();
    }

    private void delete(List<Said> old) {
        Long[] messages = old.stream().map(Said::id).toArray(Long[]::new);
        TIES.forEach(tie -> jdbc.sql(tie).param(messages).update());
    }

    /** Looks at all rows of a table in the order of their ids, and deletes those of which nothing is left. */
    private void clear(String table, String unneeded, Instant before) {
        String block = "select max(id) from (select id from %s where id > ? order by id limit ?) block"
                .formatted(table);
        // A row that arrives meanwhile is seen by the second statement, or waits for the lock of the first one.
        String lock = "select id from %s one where id > ? and id <= ? and %s for update skip locked".formatted(table,
                unneeded);
        String delete = "delete from %s one where id = any(?) and %s".formatted(table, unneeded);
        Timestamp moment = Timestamp.from(before);
        long first = 0;
        for (Long last = last(block, first); last != null; last = last(block, first)) {
            long after = first;
            long upTo = last;
            transaction.executeWithoutResult(status -> {
                Long[] ids = jdbc.sql(lock).param(after).param(upTo).param(moment).query(Long.class).list()
                        .toArray(Long[]::new);
                if (ids.length > 0) {
                    jdbc.sql(delete).param(ids).param(moment).update();
                }
            });
            first = last;
        }
    }

    private @Nullable Long last(String block, long after) {
        return jdbc.sql(block).param(after).param(BATCH).query((row, n) -> row.getObject(1, Long.class)).list()
                .getFirst();
    }
}
