package io.parley.outbox;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.channel.Delivery;
import io.parley.cluster.Instances;
import io.parley.queue.Claim;
import io.parley.queue.DeadRows;
import io.parley.queue.WorkQueue;
import io.parley.tracing.Steps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The outbox as rows: {@code queued → ready → claimed → sending → sent}, or {@code dead_letter}, or {@code superseded} when
 * it is not to be sent any more, mostly by a newer answer. Each transition is one method.
 */
@Repository
class OutboxRows {
    /** The parts of a message are numbered from 0, those of its copies from here; what takes a part away is below 0. */
    static final int FIRST_COPY = 1_000;
    /** Remarks on it, which are no copies, are numbered from here. */
    private static final int FIRST_ASIDE = 1_000_000;

    private final JdbcClient jdbc;
    private final Channels channels;
    private final Instances instances;
    private final Steps steps;
    private final WorkQueue queue;

    OutboxRows(JdbcClient jdbc, Channels channels, Instances instances, Steps steps) {
        this.jdbc = jdbc;
        this.channels = channels;
        this.instances = instances;
        this.steps = steps;
        this.queue = new WorkQueue(jdbc, instances.me(), "outbox", "'ready', 'claimed', 'sending'");
    }

    /** Where agents are, many transactions write; their keys begin so, and are locked after all others. */
    private String orderingKey(Address address) {
        Channel channel = channels.get(address.channel());
        boolean agents = channel.agentAddress()
                .filter(place -> (address.value() + "/").startsWith(place.value() + "/")).isPresent();
        return (agents ? "~" : "") + address.channel().value() + ':' + channel.orderingKey(address);
    }

    /** Locks addresses, and wherever messages went or go; of what an erasure forgot nobody knows, and locks are scarce. */
    void lock(Collection<Long> messageIds, Collection<Address> addresses) {
        Stream<String> places = jdbc
                .sql("select distinct ordering_key from outbox where message_id = any(?) and address <> 'erased'")
                .param(messageIds.toArray(Long[]::new)).query(String.class).list().stream();
        queue.lock(Stream.concat(places, addresses.stream().map(this::orderingKey)).distinct().toList());
    }

    void lock(Address... addresses) {
        queue.lock(Arrays.stream(addresses).map(this::orderingKey).toList());
    }

    /** Locks wherever a message went or goes, and an address. */
    void lock(long messageId, Address... addresses) {
        Stream<String> places = jdbc.sql("select distinct ordering_key from outbox where message_id = ?")
                .param(messageId)
                .query(String.class).list().stream();
        queue.lock(Stream.concat(places, Arrays.stream(addresses).map(this::orderingKey)).distinct().toList());
    }

    /** Adds a row; the address is locked. */
    void add(Address address, long messageId, int part, Delivery.Action action, @Nullable Long replaces, String payload,
            @Nullable Instant receivedAt) {
        add(address, messageId, part, action, replaces, payload, receivedAt, null);
    }

    /**
     * The same for what is sent under another message.
     *
     * @param under the message of whose copy that is
     */
    void add(Address address, long messageId, int part, Delivery.Action action, @Nullable Long replaces, String payload,
            @Nullable Instant receivedAt, @Nullable Long under) {
        jdbc.sql(
                """
                        insert into outbox (channel, ordering_key, address, message_id, part, action, replaces, payload, received_at,
                                            under, trace, state)
                        values (:channel, :key, :address, :message, :part, :action, :replaces, :payload, :received,
                                :under, :trace, %s)"""
                        .formatted(queue.stateOfNew(":key")))
                .param("channel", address.channel().value())
                .param("key", orderingKey(address)).param("address", address.value()).param("message", messageId)
                .param("part", part).param("action", action.name().toLowerCase(Locale.ROOT))
                .param("replaces", replaces).param("payload", payload)
                .param("under", under, Types.BIGINT).param("trace", steps.trace(), Types.VARCHAR)
                .param("received", receivedAt == null ? null : Timestamp.from(receivedAt)).update();
    }

    /** Notes that a message is an agent's: others look at how it fares. */
    void markOfAgent(long messageId) {
        jdbc.sql("update outbox set of_agent = true where message_id = ? and part >= 0 and part < ? and not of_agent")
                .param(messageId)
                .param(FIRST_COPY).update();
    }

    /** Lets what was just added of a message wait. */
    void hold(long messageId, Duration time) {
        jdbc.sql("""
                update outbox set next_attempt_at = now() + interval '1 millisecond' * ?
                where message_id = ? and state in ('queued', 'ready')""").param(time.toMillis()).param(messageId)
                .update();
    }

    boolean isKnown(long messageId) {
        return jdbc.sql("select exists (select from outbox where message_id = ? and state <> 'superseded')")
                .param(messageId).query(Boolean.class).single();
    }

    /** Whether nothing of a message is or may be on its way; its rows are locked until the transaction ends. */
    boolean isStillHere(long messageId) {
        List<Boolean> rows = jdbc
                .sql("""
                        select state in ('queued', 'ready') and not outcome_unknown from outbox where message_id = ? for update""")
                .param(messageId).query(Boolean.class).list();
        return !rows.isEmpty() && rows.stream().allMatch(here -> here);
    }

    /** The number of the next part of a copy of a message. */
    int nextOfCopy(long messageId) {
        return nextPart(messageId, FIRST_COPY, FIRST_ASIDE);
    }

    /** The number of the next part of a remark on a message. */
    int nextOfAside(long messageId) {
        return nextPart(messageId, FIRST_ASIDE, Integer.MAX_VALUE);
    }

    private int nextPart(long messageId, int first, int end) {
        return jdbc
                .sql("select greatest(max(part) + 1, :first) from outbox where message_id = :message and part < :end")
                .param("first", first).param("end", end).param("message", messageId).query(Integer.class).single();
    }

    /** Whether a remark on a message that begins with this part went, or goes, to a place. */
    boolean hasAside(long messageId, Address address, String payload) {
        return jdbc.sql("""
                select exists (select from outbox where message_id = ? and part >= ? and channel = ? and address = ?
                               and payload = ? and state <> 'superseded')""").param(messageId).param(FIRST_ASIDE)
                .param(address.channel().value()).param(address.value()).param(payload).query(Boolean.class).single();
    }

    /**
     * Takes back what has not been claimed yet of a message and its copies, and what failed, which so is no dead letter any
     * more; it is locked.
     */
    void supersede(long messageId) {
        supersede(messageId, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The same for the copies of a message. */
    void supersedeCopies(long messageId) {
        supersede(messageId, FIRST_COPY, FIRST_ASIDE);
    }

    private void supersede(long messageId, int first, int end) {
        jdbc.sql(
                """
                        update outbox set state = 'superseded', done_at = now()
                        where message_id = :message and part >= :first and part < :end and (state in ('queued', 'ready') and not outcome_unknown
                                                   or state = 'dead_letter' and part < :asides)
                        returning ordering_key""")
                .param("message", messageId).param("asides", FIRST_ASIDE)
                .param("first", first).param("end", end).query(String.class).list().stream().distinct()
                .forEach(queue::promoteNext);
    }

    /** Supersedes the unclaimed rows of messages that are older, also those whose outcome is unknown; their keys are locked. */
    void sendNoMore(Collection<Long> messageIds, Instant before) {
        jdbc.sql("""
                update outbox set state = 'superseded', done_at = now()
                where message_id = any(?) and state in ('queued', 'ready') and created_at < ? returning ordering_key""")
                .param(messageIds.toArray(Long[]::new)).param(Timestamp.from(before)).query(String.class).list()
                .stream().distinct().forEach(queue::promoteNext);
    }

    /**
     * The rows of an answer that have reached its reader or still may, by part: its own rows, and for a row that failed
     * or was superseded the one that it was to replace or delete.
     */
    List<Long> visibleParts(long messageId) {
        return jdbc.sql("""
                select stands from (
                    select part, case when state in ('superseded', 'dead_letter') then replaces
                                      when action <> 'delete' then id end as stands
                    from outbox o where message_id = ? and part < ?
                      and not exists (select 1 from outbox n where n.message_id = o.message_id and n.replaces = o.id
                                      and n.action = 'update' and n.state not in ('superseded', 'dead_letter'))) parts
                where stands is not null group by stands order by min(part)""")
                .param(messageId).param(FIRST_COPY).query(Long.class).list();
    }

    /**
     * A part of a copy, and where it went.
     *
     * @param under the message under whose copy it stands
     */
    record Copy(long id, Address address, @Nullable Long under) {}

    /** The parts of a message's copies that have reached their readers or may yet do, in order. */
    List<Copy> copies(long messageId) {
        return jdbc
                .sql("""
                        select id, channel, address, under from outbox o
                        where message_id = :message and part >= :first and part < :end and action <> 'delete' and state not in ('superseded', 'dead_letter')
                          and not exists (select 1 from outbox n where n.message_id = :message and n.replaces = o.id
                                          and n.state not in ('superseded', 'dead_letter'))
                        order by part""")
                .param("message", messageId).param("first", FIRST_COPY).param("end", FIRST_ASIDE)
                .query((row, n) -> new Copy(row.getLong(1),
                        new Address(new ChannelName(row.getString(2)), row.getString(3)),
                        row.getObject(4, Long.class)))
                .list();
    }

    /** The number of the next part of a message itself. */
    int nextOfMessage(long messageId) {
        return nextPart(messageId, 0, FIRST_COPY);
    }

    /** How a message, not its copies, fares. */
    DeliveryState stateOf(long messageId) {
        return jdbc.sql("""
                select count(*) filter (where state not in ('sent', 'superseded', 'dead_letter')),
                       count(*) filter (where state = 'sent'),
                       max(error) filter (where state = 'dead_letter')
                from outbox where message_id = ? and part >= 0 and part < ?""").param(messageId).param(FIRST_COPY)
                .query((row, n) -> new DeliveryState(row.getInt(1) == 0 && row.getInt(2) > 0, row.getString(3)))
                .single();
    }

    List<ClaimedDelivery> claim(Map<String, Integer> room) {
        return queue.claim(room, """
                , q.address, q.message_id, q.action, q.payload, q.outcome_unknown, q.possible_duplicates, q.created_at,
                q.received_at, q.trace, q.of_agent,
                coalesce((select r.external_id from outbox r where r.id = q.replaces), q.external_id) as target,
                (select r.external_id from outbox r
                 where r.message_id = q.under and r.channel = q.channel and r.part between %d and %d
                   and r.action <> 'delete' and r.external_id is not null
                 order by r.id limit 1) as under_id""".formatted(FIRST_COPY, FIRST_ASIDE - 1),
                (claim, row) -> new ClaimedDelivery(claim, row(row), row.getString("trace")));
    }

    /** Gives those whose claims had not ended. */
    Set<Claim> markSending(Collection<Claim> claims) {
        return queue.mark(claims, "sending");
    }

    /**
     * Gives those whose claims had not ended.
     *
     * @param externalIds the channel's id of each message; empty if it has none
     */
    Set<Claim> markSent(Map<Claim, String> externalIds) {
        return queue.finish(externalIds, "sent", ", external_id = nullif(v.own, ''), done_at = now(), error = null",
                Map.of());
    }

    /** @param target the message that stays as it was, so that what waits to replace or delete it finds it; null for a new one */
    void markFailed(Claim claim, @Nullable String target, String error) {
        queue.finish(claim, "dead_letter", ", external_id = nullif(:target, ''), done_at = now(), error = :error",
                Map.of("target", target == null ? "" : target, "error", error));
    }

    void retry(Claim claim, Duration delay, String error) {
        queue.retry(claim, delay, error);
    }

    void release(Claim claim, Duration delay) {
        queue.release(claim, delay);
    }

    /** The result of the try is unknown; the next try asks the service first. */
    void retryUnknown(Claim claim, Duration delay, String error) {
        jdbc.sql("update outbox set outcome_unknown = true where id = ?").param(claim.id()).update();
        queue.retry(claim, delay, error);
    }

    /** The service could not say whether an earlier try arrived, so the next one may make a double. */
    void countPossibleDuplicate(Claim claim) {
        jdbc.sql("update outbox set possible_duplicates = possible_duplicates + 1 where id = ?").param(claim.id())
                .update();
    }

    /** The time to give a replayed row up begins anew; its id stays, by which a service recognises a double. */
    DeadRows deadLetters() {
        return new DeadRows(jdbc, queue, "outbox", ", created_at = now()", "state = 'superseded'");
    }

    /**
     * Releases rows that nobody works on: those whose sending had not begun, and those whose sending had, with an
     * unknown result.
     */
    void reclaimAbandoned(Set<Long> running) {
        queue.reclaimAbandoned("claimed", "", running, instances.dead());
        queue.reclaimAbandoned("sending", ", outcome_unknown = true", running, instances.dead());
    }

    /** Moves what is not delivered yet to another address; both are locked. */
    void move(Address from, Address to) {
        jdbc.sql("""
                update outbox set state = case when state = 'ready' then 'queued' else state end,
                    address = :to, ordering_key = :toKey
                where ordering_key = :fromKey and state = 'queued' or ordering_key = :fromKey and state = 'ready'""")
                .param("to", to.value())
                .param("toKey", orderingKey(to)).param("fromKey", orderingKey(from)).update();
        queue.promoteNext(orderingKey(to));
    }

    /** Lets a claimed row go with the others to another address; both are locked. */
    void moveClaimed(Claim claim, Address to) {
        jdbc.sql("update outbox set address = ? where id = ?").param(to.value()).param(claim.id()).update();
        queue.moveTo(claim, orderingKey(to));
    }

    /** The answer that a message on a channel is, or is a part of; after an update, the newest. */
    Optional<Long> answerOf(ChannelName channel, String externalId) {
        return jdbc
                .sql("""
                        select message_id from outbox
                        where channel = ? and external_id = ? and action <> 'delete' and state = 'sent' order by id desc limit 1""")
                .param(channel.value()).param(externalId).query(Long.class).optional();
    }

    /** Those of the messages that are known. */
    List<String> known(ChannelName channel, Collection<String> externalIds) {
        return jdbc.sql("""
                select external_id from outbox
                where channel = ? and external_id = any(?) and action <> 'delete' and state = 'sent'""")
                .params(channel.value(), externalIds.toArray(String[]::new)).query(String.class).list();
    }

    private static OutboxRow row(ResultSet row) throws SQLException {
        ChannelName channel = new ChannelName(row.getString("channel"));
        OffsetDateTime received = row.getObject("received_at", OffsetDateTime.class);
        return new OutboxRow(row.getLong("id"), new Address(channel, row.getString("address")),
                row.getLong("message_id"),
                Delivery.Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)), row.getString("target"),
                row.getString("payload"), row.getString("under_id"), row.getBoolean("outcome_unknown"),
                row.getInt("possible_duplicates"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                received == null ? null : received.toInstant(), row.getBoolean("of_agent"));
    }
}
