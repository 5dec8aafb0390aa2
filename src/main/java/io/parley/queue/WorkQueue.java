package io.parley.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Work rows in a table, shared by all instances and kept in order: of the rows of one ordering key only the oldest is
 * open to be claimed, and at most one is ever claimed. Rows wait as {@code queued} behind the front of their ordering
 * key; the front is {@code ready}, then {@code claimed}, and in between the package that owns the table may give it
 * states of its own. A partial unique index of the table says that there is one front.
 *
 * <p>The table has the columns {@code id, channel, ordering_key, state, next_attempt_at, instance, fencing_token, attempts, error}. Everything but
 * {@link #claim} and {@link #reclaimAbandoned} is called inside the caller's transaction.
 */
public final class WorkQueue {
    private static final String IN = "now() + interval '1 millisecond' * :millis";

    private final JdbcClient jdbc;
    private final UUID me;
    private final String table;
    private final String fronts;

    /**
     * @param me the claiming instance
     * @param table the table's name, a constant
     * @param fronts the states of a front as an SQL list, a constant, such as {@code 'ready', 'claimed'}
     */
    public WorkQueue(JdbcClient jdbc, UUID me, String table, String fronts) {
        this.jdbc = jdbc;
        this.me = me;
        this.table = table;
        this.fronts = fronts;
    }

    /**
     * Takes the ordering keys for this transaction, so that rows are added and fronts replaced one after the other. Call it
     * once, with all keys that the transaction will need.
     */
    public void lock(Collection<String> orderingKeys) {
        if (Set.copyOf(orderingKeys).size() == 1) {
            lock(orderingKeys.iterator().next());
            return;
        }
        jdbc.sql(
                """
                        select pg_advisory_xact_lock(hashtext(:table), h)
                        from (select distinct k like '~%' as late, hashtext(k) as h from unnest(:keys::text[]) k order by 1, 2) s""")
                .param("table", table)
                .param("keys", orderingKeys.toArray(String[]::new)).query().listOfRows();
    }

    /** As for several keys, but planned once: an array is planned anew each time. */
    private void lock(String orderingKey) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(?), hashtext(?))").param(table).param(orderingKey).query()
                .listOfRows();
    }

    /** SQL that gives the state of a new row with the ordering key {@code :key}: behind another, or front at once. */
    public String stateOfNew(String key) {
        return "case when exists (select 1 from " + table + " where ordering_key = " + key + " and state in (" + fronts
                + ")) then 'queued' else 'ready' end";
    }

    /**
     * Claims fronts that are due, of each channel the longest due first. One statement, its own transaction.
     *
     * @param room how many at most, by channel; of other channels nothing is claimed
     */
    public List<Claim> claim(Map<String, Integer> room) {
        return claim(room, "", (claim, row) -> claim);
    }

    /**
     * Claims and reads fronts that are due, of each channel the longest due first. One statement, its own transaction.
     *
     * @param room how many at most, by channel; of other channels nothing is claimed
     * @param columns what else is read of each row {@code q}, a constant, such as {@code ", q.payload"}; may be empty
     */
    public <W extends Claimed> List<W> claim(Map<String, Integer> room, String columns, ClaimReader<W> reader) {
        if (room.isEmpty()) {
            return List.of();
        }
        List<String> channels = room.keySet().stream().sorted().toList();
        JdbcClient.StatementSpec claim = jdbc.sql(claiming(channels.size(), columns)).param("me", me);
        for (int i = 0; i < channels.size(); i++) {
            claim = claim.param("channel" + i, channels.get(i)).param("room" + i, room.get(channels.get(i)));
        }
        return claim.query((row, n) -> reader.read(new Claim(row.getLong(1), row.getString(2), row.getString(3),
                row.getLong(4), row.getInt(5)), row)).list();
    }

    /** A list of rows: of arrays PostgreSQL does not know how many values they hold, and plans anew each time. */
    private String claiming(int channels, String columns) {
        String lanes = IntStream.range(0, channels).mapToObj(i -> "(:channel%1$d::text, :room%1$d::int)".formatted(i))
                .collect(Collectors.joining(", "));
        return """
                with due as materialized (
                    select row.id from (values %2$s) as lane (channel, room) cross join lateral (
                        select id from %1$s where state = 'ready' and channel = lane.channel and next_attempt_at <= now()
                        order by next_attempt_at, id limit lane.room for update skip locked) row)
                update %1$s q set state = 'claimed', instance = :me, fencing_token = fencing_token + 1, attempts = attempts + 1
                from due where q.id = due.id
                returning q.id, q.channel, q.ordering_key, q.fencing_token, q.attempts%3$s"""
                .formatted(table, lanes, columns);
    }

    /**
     * Ends the work on a row and opens the next one of its ordering key. The row keeps who did it. The transaction must not
     * have written the row before: who holds the ordering key may wait for the row, when it stores the same event again.
     *
     * @param state the row's last state
     * @param alsoSet further assignments, a constant, such as {@code ", done_at = now(), error = :error"}; may be empty
     * @param values the values that they name
     * @throws StaleClaimException when the claim has ended
     */
    public void finish(Claim claim, String state, String alsoSet, Map<String, ?> values) {
        if (finish(Map.of(claim, ""), state, alsoSet, values).isEmpty()) {
            throw new StaleClaimException(table, claim);
        }
    }

    /**
     * Ends the work on several rows at once, as {@link #finish(Claim, String, String, Map)} does on one.
     *
     * @param rows the rows, each with a value of its own, which {@code alsoSet} names {@code v.own}
     * @return the rows of which the claim had not ended; nothing is written for the others
     */
    public Set<Claim> finish(Map<Claim, String> rows, String state, String alsoSet, Map<String, ?> values) {
        lock(rows.keySet().stream().map(Claim::orderingKey).toList());
        return changed(rows, "with done as (update %1$s q set state = '" + state + "'" + alsoSet + """
                 from (values %2$s) v (id, token, own) where %3$s returning q.id, q.ordering_key),
                next as (
                    update %1$s q set state = 'ready' from done cross join lateral (
                        select id from %1$s where ordering_key = done.ordering_key and state = 'queued'
                        order by id limit 1) oldest
                    where q.id = oldest.id)
                select id from done""", values);
    }

    /**
     * Gives claimed rows another of the owning package's front states. One statement.
     *
     * @return the rows of which the claim had not ended
     */
    public Set<Claim> mark(Collection<Claim> claims, String state) {
        return changed(claims.stream().collect(Collectors.toMap(one -> one, one -> "")), "update %1$s q set state = '"
                + state + "' from (values %2$s) v (id, token, own) where %3$s returning q.id", Map.of());
    }

    /** @param sql a statement that gives the ids of the rows that it changed; the rows, as values, and their condition come in */
    private Set<Claim> changed(Map<Claim, String> rows, String sql, Map<String, ?> values) {
        Map<Long, Claim> byId = rows.keySet().stream().collect(Collectors.toMap(Claim::id, one -> one));
        String list = IntStream.range(0, rows.size())
                .mapToObj(i -> "(:id%1$d::bigint, :token%1$d::bigint, :own%1$d::text)".formatted(i))
                .collect(Collectors.joining(", "));
        JdbcClient.StatementSpec change = jdbc.sql(sql.formatted(table, list,
                "q.id = v.id and q.fencing_token = v.token and q.instance = :me and q.state in (" + fronts + ")"))
                .params(values).param("me", me);
        int i = 0;
        for (Claim claim : byId.values()) {
            change = change.param("id" + i, claim.id()).param("token" + i, claim.fencingToken())
                    .param("own" + i, rows.get(claim));
            i++;
        }
        return change.query(Long.class).list().stream().map(byId::get).collect(Collectors.toSet());
    }

    /**
     * Puts a row back for another try later.
     *
     * @param error what went wrong, without any text of the message
     * @throws StaleClaimException when the claim has ended
     */
    public void retry(Claim claim, Duration delay, String error) {
        change(claim, "", "state = 'ready', instance = null, next_attempt_at = " + IN + ", error = :error",
                Map.of("millis", delay.toMillis(), "error", error));
    }

    /**
     * Puts a row back as if it had not been claimed.
     *
     * @throws StaleClaimException when the claim has ended
     */
    public void release(Claim claim, Duration delay) {
        change(claim, "", "state = 'ready', instance = null, attempts = attempts - 1, next_attempt_at = " + IN,
                Map.of("millis", delay.toMillis()));
    }

    /**
     * Puts a claimed row back in the queue of another ordering key. Both ordering keys must be locked; then the other's next row
     * has to be opened.
     *
     * @throws StaleClaimException when the claim has ended
     */
    public void moveTo(Claim claim, String orderingKey) {
        change(claim, "", "state = 'queued', instance = null, ordering_key = :key", Map.of("key", orderingKey));
        promoteNext(claim.orderingKey());
    }

    /** Opens the oldest waiting row of the ordering key, unless it has a front. The ordering key must be locked. */
    public void promoteNext(String orderingKey) {
        jdbc.sql("update " + table + """
                 set state = 'ready'
                where id = (select min(id) from %1$s where ordering_key = :key and state = 'queued')
                  and not exists (select 1 from %1$s where ordering_key = :key and state in (%2$s))""".formatted(table,
                fronts)).param("key", orderingKey).update();
    }

    /**
     * Releases claims of dead instances, and claims of this instance that it does not work on because the database
     * failed in the middle of claiming. The latter were not tried, so they use no attempt. After five crashes a row
     * backs off, up to a minute: it may be the cause of the crashes.
     *
     * @param state a front's state, a constant
     * @param alsoSet further assignments, a constant, such as {@code ", outcome_unknown = true"}; may be empty
     * @param running the ids of the rows that this instance works on
     * @param dead the instances that are dead; one that has no row in {@code instance} is, too
     * @return how many
     */
    public int reclaimAbandoned(String state, String alsoSet, Set<Long> running, Set<UUID> dead) {
        return jdbc.sql("""
                update %s t set state = 'ready', instance = null,
                    attempts = attempts - case when instance = :me then 1 else 0 end,
                    next_attempt_at = now() + interval '1 second' * least(power(greatest(attempts - 5, 0), 2), 60)%s
                where state = '%s'
                  and (instance = :me and id <> all(:running)
                       or instance <> :me and not exists (
                           select 1 from instance i where i.id = t.instance and i.id <> all(:dead)))"""
                .formatted(table, alsoSet, state)).param("me", me)
                .param("running", running.toArray(Long[]::new)).param("dead", dead.toArray(UUID[]::new)).update();
    }

    /**
     * Changes a claimed row.
     *
     * @param before a {@code with} clause, a constant; may be empty
     * @param assignments assignments, a constant
     * @param values the values that both name
     * @throws StaleClaimException when the claim has ended
     */
    public void change(Claim claim, String before, String assignments, Map<String, ?> values) {
        int changed = jdbc.sql(before + "update " + table + " set " + assignments
                + " where id = :id and fencing_token = :token and instance = :me and state in (" + fronts + ")")
                .params(values)
                .param("id", claim.id()).param("token", claim.fencingToken()).param("me", me).update();
        if (changed == 0) {
            throw new StaleClaimException(table, claim);
        }
    }
}
