package io.parley.channel.web;

import io.parley.channel.Delivery;
import io.parley.cluster.Pruning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The messages delivered to the web chat's threads, kept until every browser had time to fetch them. */
@Repository
class WebMessages {
    private static final int MOST_IN_ONE_GO = 200;
    private static final String COLUMNS = "seq, thread, action, message_id, replaces, in_reply_to, payload, created_at";

    private final JdbcClient jdbc;
    private final Pruning pruning;

    WebMessages(JdbcClient jdbc, Pruning pruning) {
        this.jdbc = jdbc;
        this.pruning = pruning;
    }

    /** Writes a delivery down; the same delivery again changes nothing. */
    void add(Delivery delivery, String messageId, @Nullable String replaces, @Nullable String inReplyTo, Instant now) {
        jdbc.sql(
                """
                        insert into web_message (thread, delivery_id, action, message_id, replaces, in_reply_to, payload, created_at)
                        values (:thread, :delivery, :action, :message, :replaces, :inReplyTo, :payload, :now)
                        on conflict (delivery_id) do nothing""")
                .param("thread", delivery.address().value())
                .param("delivery", delivery.id())
                .param("action", delivery.action().name().toLowerCase(Locale.ROOT))
                .param("message", messageId)
                .param("replaces", replaces)
                .param("inReplyTo", inReplyTo)
                .param("payload", delivery.payload())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The answer's id that a delivery carried; empty when the delivery is unknown. */
    Optional<String> messageIdOf(long delivery) {
        return jdbc.sql("select message_id from web_message where delivery_id = :delivery")
                .param("delivery", delivery)
                .query(String.class)
                .optional();
    }

    /** The messages after a sequence number in a thread since its last reset, oldest first, at most 200. */
    List<WebMessage> after(String thread, long seq) {
        return jdbc
                .sql("select " + COLUMNS + """
                         from web_message m where thread = :thread and seq > :seq
                        and not exists (select from conversation c where c.channel = 'web' and c.thread = m.thread
                            and c.state <> 'closed' and m.message_id ~ '^[0-9]{1,18}$'
                            and m.message_id::bigint <= c.context_starts_after)
                        order by seq limit\s""" + MOST_IN_ONE_GO)
                .param("thread", thread).param("seq", seq).query(WebMessages::read).list();
    }

    /** The newest answer to a message. */
    Optional<WebMessage> answerTo(String thread, String message) {
        return jdbc.sql("select " + COLUMNS + """
                 from web_message
                where thread = :thread and in_reply_to = :message and action <> 'delete'
                order by seq desc limit 1""")
                .param("thread", thread)
                .param("message", message)
                .query(WebMessages::read)
                .optional();
    }

    /** An answer that was given in the thread. */
    Optional<WebMessage> find(String thread, String messageId) {
        return jdbc.sql("select " + COLUMNS + """
                 from web_message
                where thread = :thread and message_id = :message and action <> 'delete'
                order by seq desc limit 1""")
                .param("thread", thread)
                .param("message", messageId)
                .query(WebMessages::read)
                .optional();
    }

    /** The highest {@code seq} of each of these threads that has any. */
    Map<String, Long> newest(Collection<String> threads) {
        return jdbc.sql("select thread, max(seq) as seq from web_message where thread = any(:threads) group by thread")
                .param("threads", threads.toArray(String[]::new))
                .query((row, number) -> Map.entry(row.getString("thread"), row.getLong("seq")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Forgets what was delivered before a time. */
    int forgetBefore(Instant time) {
        return pruning.prune("web_message", "created_at", time);
    }

    private static WebMessage read(ResultSet row, int number) throws SQLException {
        return new WebMessage(row.getLong("seq"), row.getString("thread"),
                Delivery.Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)), row.getString("message_id"),
                row.getString("replaces"), row.getString("in_reply_to"), row.getString("payload"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
