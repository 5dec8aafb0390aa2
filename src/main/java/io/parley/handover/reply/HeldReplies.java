package io.parley.handover.reply;

import io.parley.actor.Actor;
import io.parley.actor.Helper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Replies that go in a moment, as rows. */
@Repository
class HeldReplies {
    private final JdbcClient jdbc;

    HeldReplies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(HeldReply reply, Instant goesAt) {
        Helper by = Objects.requireNonNull(reply.by());
        jdbc.sql(
                """
                        insert into held_reply (message_id, ticket_id, agent, agent_id, waits_since, is_first, resolves, asks, goes_at)
                        values (:message, :ticket, :agent, :account, :since, :first, :resolves, :asks, :goes)""")
                .param("message", reply.messageId()).param("ticket", reply.ticket())
                .param("agent", by.name())
                .param("account", by.agent(), Types.BIGINT)
                .param("since", timestamp(reply.waitsSince()), Types.TIMESTAMP).param("first", reply.isFirst())
                .param("resolves", reply.resolves()).param("asks", reply.asks())
                .param("goes", Timestamp.from(goesAt)).update();
    }

    /** Lets a reply that is held resolve its ticket; says whether it is held. */
    boolean resolves(long messageId, boolean asks) {
        return jdbc.sql("update held_reply set resolves = true, asks = ? where message_id = ?").param(asks)
                .param(messageId).update() == 1;
    }

    Optional<HeldReply> find(long messageId) {
        return jdbc.sql(
                "select h.*, a.login from held_reply h left join agent a on a.id = h.agent_id where message_id = ?")
                .param(messageId).query(HeldReplies::row)
                .optional();
    }

    /** Removes a reply, which is held no longer; the ticket is locked. */
    Optional<HeldReply> remove(long messageId) {
        return jdbc.sql("""
                with gone as (delete from held_reply where message_id = ? returning *)
                select gone.*, a.login from gone left join agent a on a.id = gone.agent_id""").param(messageId)
                .query(HeldReplies::row).optional();
    }

    /** Replies that were to go before a moment, the oldest first. */
    List<Long> due(Instant before, int most) {
        return jdbc.sql("select message_id from held_reply where goes_at < ? order by goes_at limit ?")
                .param(Timestamp.from(before)).param(most).query(Long.class).list();
    }

    /** An agent's replies that go after a moment, the newest first. */
    List<WaitingReply> of(long agent, Instant after, int most) {
        return jdbc.sql("""
                select message_id, ticket_id, goes_at from held_reply where agent_id = ? and goes_at > ?
                order by goes_at desc limit ?""").param(agent).param(Timestamp.from(after)).param(most)
                .query((row, n) -> new WaitingReply(row.getLong(1), row.getLong(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }

    boolean isUnanswered(long ticket) {
        return jdbc.sql("select first_reply_at is null from ticket where id = ?").param(ticket).query(Boolean.class)
                .single();
    }

    /** The customer waits again as they did before a reply, unless a later one is held, which takes its place. */
    void unanswer(HeldReply reply) {
        int later = jdbc
                .sql("""
                        update held_reply set waits_since = :since, is_first = :first
                        where message_id = (select min(message_id) from held_reply where ticket_id = :ticket and message_id > :message)""")
                .param("since", timestamp(reply.waitsSince()), Types.TIMESTAMP).param("first", reply.isFirst())
                .param("ticket", reply.ticket()).param("message", reply.messageId()).update();
        if (later == 0) {
            jdbc.sql("""
                    update ticket set waits_since = coalesce(:since, waits_since),
                        first_reply_at = case when :first then null else first_reply_at end
                    where id = :ticket and state <> 'resolved'""")
                    .param("since", timestamp(reply.waitsSince()), Types.TIMESTAMP).param("first", reply.isFirst())
                    .param("ticket", reply.ticket()).update();
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    private static HeldReply row(ResultSet row, int n) throws SQLException {
        OffsetDateTime since = row.getObject("waits_since", OffsetDateTime.class);
        String login = row.getString("login");
        Helper by = login == null
                ? null
                : new Helper(new Actor.Agent(row.getLong("agent_id")), login, row.getString("agent"));
        return new HeldReply(row.getLong("message_id"), row.getLong("ticket_id"), by,
                since == null ? null : since.toInstant(), row.getBoolean("is_first"), row.getBoolean("resolves"),
                row.getBoolean("asks"));
    }
}
