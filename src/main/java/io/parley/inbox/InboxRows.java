package io.parley.inbox;

import io.parley.channel.ChannelName;
import io.parley.channel.RawEvent;
import io.parley.channel.ThreadKey;
import io.parley.cluster.Instances;
import io.parley.queue.Claim;
import io.parley.queue.DeadRows;
import io.parley.queue.WorkQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The inbox as rows: {@code queued → ready → claimed → done}, or {@code deferred} until the message is known that it
 * speaks of, or {@code dead_letter} after too many tries. Each transition is one method. A finished row loses its
 * payload, which may hold secrets.
 */
@Repository
class InboxRows {
    private static final String THREAD = "thread:";
    /** In bytes. A mail may have megabytes, and a claim has to be quick. */
    private static final int LARGEST_READ_WITH_OTHERS = 65_536;

    private final JdbcClient jdbc;
    private final Instances instances;
    private final WorkQueue queue;

    InboxRows(JdbcClient jdbc, Instances instances) {
        this.jdbc = jdbc;
        this.instances = instances;
        this.queue = new WorkQueue(jdbc, instances.me(), "inbox", "'ready', 'claimed'");
    }

    /** Stores events that are new; gives how many were. */
    int add(List<Arrival> arrivals) {
        queue.lock(arrivals.stream().map(arrival -> orderingKey(arrival.event())).toList());
        return arrivals.stream().mapToInt(this::add).sum();
    }

    private int add(Arrival arrival) {
        RawEvent event = arrival.event();
        return jdbc.sql("""
                insert into inbox (channel, key, ordering_key, payload, received_at, trace, state)
                values (:channel, :eventKey, :key, :payload, :received, :trace, %s)
                on conflict (channel, key) do nothing""".formatted(queue.stateOfNew(":key")))
                .param("channel", event.channel().value()).param("eventKey", event.key())
                .param("key", orderingKey(event)).param("payload", event.payload())
                .param("received", Timestamp.from(event.receivedAt()))
                .param("trace", arrival.beginning().trace(), Types.VARCHAR).update();
    }

    List<ClaimedEvent> claim(Map<String, Integer> room) {
        return queue.claim(room, """
                , q.key, case when octet_length(q.payload) <= %d then q.payload end as payload, q.received_at,
                q.message_id, q.waits_for, q.trace""".formatted(LARGEST_READ_WITH_OTHERS), InboxRows::claimed);
    }

    InboxRow get(long id) {
        return jdbc.sql(
                "select channel, key, ordering_key, payload, received_at, message_id, waits_for from inbox where id = ?")
                .param(id).query((row, n) -> row(row, row.getBytes("payload"))).single();
    }

    /**
     * The event became a message, which is not answered yet. Events that overtook it and waited for its thread are
     * processed next, before later ones.
     */
    void markUnderstood(Claim claim, long messageId, ThreadKey thread) {
        queue.change(claim, """
                with overtaking as (
                    update inbox set state = 'queued', attempts = 0
                    where ordering_key = :key and state = 'deferred' and waits_for = :thread)
                """, "message_id = :message",
                Map.of("key", claim.orderingKey(), "thread", THREAD + thread.value(), "message", messageId));
    }

    void markDone(Claim claim, String outcome) {
        queue.finish(claim, "done", ", outcome = :outcome, done_at = now(), error = null, payload = ''",
                Map.of("outcome", outcome));
    }

    /** The same for an event that became a message which needs no answer; null: no message. */
    void markDone(Claim claim, String outcome, @Nullable Long messageId) {
        if (messageId == null) {
            markDone(claim, outcome);
        } else {
            queue.finish(claim, "done",
                    ", outcome = :outcome, message_id = :message, done_at = now(), error = null, payload = ''",
                    Map.of("outcome", outcome, "message", messageId));
        }
    }

    void markDeadLetter(Claim claim, String error) {
        queue.finish(claim, "dead_letter", ", error = :error, done_at = now()", Map.of("error", error));
    }

    /**
     * The event waits for a message; a row that waited before keeps its end of waiting. A row that was released because
     * that very message is known is done instead: the message does not take the event.
     */
    void defer(Claim claim, InboxRow row, String externalId, Duration atMost) {
        if (externalId.equals(row.waitsFor())) {
            markDone(claim, "not for that message");
            return;
        }
        queue.finish(claim, "deferred", """
                , waits_for = :awaited,
                waits_until = coalesce(waits_until, now() + interval '1 millisecond' * :millis)""",
                Map.of("awaited", externalId, "millis", atMost.toMillis()));
    }

    /** The event waits for a conversation to begin in a thread. */
    void deferForThread(Claim claim, InboxRow row, ThreadKey thread, Duration atMost) {
        defer(claim, row, THREAD + thread.value(), atMost);
    }

    void retry(Claim claim, Duration delay, String error) {
        queue.retry(claim, delay, error);
    }

    /** A replayed event comes after what is in its queue already, as if it had just arrived. */
    DeadRows deadLetters() {
        return new DeadRows(jdbc, queue, "inbox", ", id = default",
                "state = 'done', outcome = 'dropped', payload = ''");
    }

    /** Frees what nobody works on. */
    void reclaimAbandoned(Set<Long> running) {
        queue.reclaimAbandoned("claimed", "", running, instances.dead());
    }

    /** Events that wait, and for what: a message, or a conversation in a thread. */
    record Deferred(long id, ChannelName channel, String orderingKey, String waitsFor) {
        /** The thread in which a conversation has to begin; empty if it waits for a message. */
        Optional<ThreadKey> thread() {
            return waitsFor.startsWith(THREAD)
                    ? Optional.of(new ThreadKey(channel, waitsFor.substring(THREAD.length())))
                    : Optional.empty();
        }
    }

    /** The events that wait for a message, the earliest end of waiting first, by channel. */
    Map<ChannelName, List<InboxRows.Deferred>> deferred(int most) {
        return jdbc
                .sql("""
                        select id, channel, ordering_key, waits_for from inbox where state = 'deferred' order by waits_until limit ?""")
                .param(most)
                .query((row, n) -> new InboxRows.Deferred(row.getLong(1), new ChannelName(row.getString(2)),
                        row.getString(3),
                        row.getString(4)))
                .list().stream().collect(Collectors.groupingBy(InboxRows.Deferred::channel));
    }

    /** Whether an event of the same ordering key that came before this one still waits for a message. */
    boolean isAwaitedBefore(RawEvent event, String externalId) {
        return jdbc
                .sql("""
                        select exists (select from inbox where ordering_key = :key and state = 'deferred' and waits_for = :awaited
                            and id < (select id from inbox where channel = :channel and key = :event))""")
                .param("key", orderingKey(event)).param("awaited", externalId).param("channel", event.channel().value())
                .param("event", event.key()).query(Boolean.class).single();
    }

    /** Requeues an event whose awaited message is known; it is the next of its ordering key. */
    void release(InboxRows.Deferred row) {
        queue.lock(List.of(row.orderingKey()));
        jdbc.sql("update inbox set state = 'queued', attempts = 0 where id = ? and state = 'deferred'").param(row.id())
                .update();
        queue.promoteNext(row.orderingKey());
    }

    /** Ends the waiting of what waited too long; gives how many. */
    int expireDeferred() {
        return jdbc.sql("""
                update inbox set state = 'done', done_at = now(), payload = '',
                    outcome = case when starts_with(waits_for, :thread) then 'not a conversation with the bot'
                        else 'waited in vain for a message' end
                where state = 'deferred' and waits_until < now()""").param("thread", THREAD).update();
    }

    private static String orderingKey(RawEvent event) {
        return event.channel().value() + ':' + event.orderingKey();
    }

    private static ClaimedEvent claimed(Claim claim, ResultSet row) throws SQLException {
        byte[] payload = row.getBytes("payload");
        return new ClaimedEvent(claim, payload == null ? Optional.empty() : Optional.of(row(row, payload)),
                row.getString("trace"));
    }

    private static InboxRow row(ResultSet row, byte[] payload) throws SQLException {
        RawEvent raw = new RawEvent(new ChannelName(row.getString("channel")), row.getString("key"),
                row.getString("ordering_key"), payload,
                row.getObject("received_at", OffsetDateTime.class).toInstant());
        return new InboxRow(raw, row.getObject("message_id", Long.class),
                row.getString("waits_for"));
    }
}
