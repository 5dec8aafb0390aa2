package io.parley.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Work rows in a table, shared by all instances and kept in order: of the rows of one order key only the oldest is open to
 * be claimed, and at most one is ever claimed. Rows wait as {@code queued} behind the head of their order key; the head is
 * {@code ready}, then {@code claimed}, and in between the room may give it states of its own. A partial unique index of the
 * table says that there is one head.
 *
 * <p>The table has the columns {@code id, order_key, state, due_at, instance, fence, attempts, error}. Everything but
 * {@link #claim} and {@link #free} is called inside the caller's transaction.
 */
public final class WorkQueue {
    private static final String IN = "now() + interval '1 millisecond' * :millis";

    private final JdbcClient jdbc;
    private final UUID me;
    private final String table;
    private final String heads;

    /**
     * @param me the claiming instance
     * @param table the table's name, a constant
     * @param heads the states of a head as an SQL list, a constant, such as {@code 'ready', 'claimed'}
     */
    public WorkQueue(JdbcClient jdbc, UUID me, String table, String heads) {
        this.jdbc = jdbc;
        this.me = me;
        this.table = table;
        this.heads = heads;
    }

    /**
     * Takes the order keys for this transaction, so that rows are added and heads replaced one after the other. Call it
     * once, with all keys that the transaction will need.
     */
    public void lock(Collection<String> orderKeys) {
        jdbc.sql("""
                select pg_advisory_xact_lock(hashtext(:table), h)
                from (select distinct hashtext(k) as h from unnest(:keys) k order by 1) s""").param("table", table)
                .param("keys", orderKeys.toArray(String[]::new)).query().listOfRows();
    }

    /** SQL that gives the state of a new row with the order key {@code :key}: behind another, or head at once. */
    public String stateOfNew(String key) {
        return "case when exists (select 1 from " + table + " where order_key = " + key + " and state in (" + heads
                + ")) then 'queued' else 'ready' end";
    }

    /** Claims up to that many heads that are due, the longest due first. One statement, its own transaction. */
    public List<Claim> claim(int most) {
        return jdbc.sql("update " + table + """
                 set state = 'claimed', instance = :me, fence = fence + 1, attempts = attempts + 1
                where id in (select id from %s where state = 'ready' and due_at <= now()
                             order by due_at, id limit :most for update skip locked)
                returning id, order_key, fence, attempts""".formatted(table)).param("me", me).param("most", most)
                .query((row, n) -> new Claim(row.getLong(1), row.getString(2), row.getLong(3), row.getInt(4))).list();
    }

    /**
     * Ends the work on a row and opens the next one of its order key. The row keeps who did it. The transaction must not
     * have written the row before: who holds the order key may wait for the row, when it stores the same event again.
     *
     * @param state the row's last state
     * @throws StaleClaimException when the claim has ended
     */
    public void finish(Claim claim, String state) {
        lock(List.of(claim.orderKey()));
        change(claim, "state = :state", Map.of("state", state));
        openNext(claim.orderKey());
    }

    /**
     * Gives a claimed row another of the room's own head states.
     *
     * @throws StaleClaimException when the claim has ended
     */
    public void mark(Claim claim, String state) {
        change(claim, "state = :state", Map.of("state", state));
    }

    /**
     * Puts a row back for another try later.
     *
     * @param error what went wrong, without any text of the message
     * @throws StaleClaimException when the claim has ended
     */
    public void retry(Claim claim, Duration delay, String error) {
        change(claim, "state = 'ready', instance = null, due_at = " + IN + ", error = :error",
                Map.of("millis", delay.toMillis(), "error", error));
    }

    /**
     * Puts a row back as if it had not been claimed.
     *
     * @throws StaleClaimException when the claim has ended
     */
    public void giveBack(Claim claim, Duration delay) {
        change(claim, "state = 'ready', instance = null, attempts = attempts - 1, due_at = " + IN,
                Map.of("millis", delay.toMillis()));
    }

    /**
     * Puts a claimed row back in the queue of another order key. Both order keys must be locked; then the other's next row
     * has to be opened.
     *
     * @throws StaleClaimException when the claim has ended
     */
    public void moveTo(Claim claim, String orderKey) {
        change(claim, "state = 'queued', instance = null, order_key = :key", Map.of("key", orderKey));
        openNext(claim.orderKey());
    }

    /** Opens the oldest waiting row of the order key, unless it has a head. The order key must be locked. */
    public void openNext(String orderKey) {
        jdbc.sql("update " + table + """
                 set state = 'ready'
                where id = (select min(id) from %1$s where order_key = :key and state = 'queued')
                  and not exists (select 1 from %1$s where order_key = :key and state in (%2$s))""".formatted(table,
                heads)).param("key", orderKey).update();
    }

    /**
     * Frees the heads that nobody works on: those of instances that are taken for dead, and those of this instance that it
     * does not have in hand, since the database went away in the middle of its work. A row whose worker came to its end
     * more than five times waits longer each time, up to a minute: it may be what ends them, and the others must go
     * on.
     *
     * @param state a head's state
     * @param alsoSet further assignments, a constant, such as {@code ", maybe_sent = true"}; may be empty
     * @param inHand the ids of the rows that this instance works on
     * @return how many
     */
    public int free(String state, String alsoSet, Set<Long> inHand) {
        return jdbc.sql("""
                update %s t set state = 'ready', instance = null,
                    due_at = now() + interval '1 second' * least(power(greatest(attempts - 5, 0), 2), 60)%s
                where state = :state
                  and (instance = :me and id <> all(:inHand)
                       or not exists (select 1 from instance i where i.id = t.instance and %s))"""
                .formatted(table, alsoSet, Instances.ALIVE)).param("state", state).param("me", me)
                .param("inHand", inHand.toArray(Long[]::new)).update();
    }

    private void change(Claim claim, String assignments, Map<String, ?> values) {
        int changed = jdbc.sql("update " + table + " set " + assignments
                + " where id = :id and fence = :fence and instance = :me and state in (" + heads + ")").params(values)
                .param("id", claim.id()).param("fence", claim.fence()).param("me", me).update();
        if (changed == 0) {
            throw new StaleClaimException(table, claim);
        }
    }
}
