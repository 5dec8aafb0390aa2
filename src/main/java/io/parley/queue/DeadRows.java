package io.parley.queue;

import io.parley.queue.DeadLetters.DeadLetter;
import io.parley.queue.DeadLetters.Place;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of a {@link WorkQueue} that failed for good. Their state is {@code dead_letter}, and the table also has the column
 * {@code done_at}. What changes rows is called inside the caller's transaction.
 */
public final class DeadRows {
    private final JdbcClient jdbc;
    private final WorkQueue queue;
    private final String table;
    private final String replayed;
    private final String dropped;

    /**
     * @param table the queue's table, a constant
     * @param replayed further assignments to a row that is replayed, a constant, such as {@code ", created_at = now()"}
     * @param dropped assignments to a row that is given up for ever, a constant, such as {@code "state = 'done'"}
     */
    public DeadRows(JdbcClient jdbc, WorkQueue queue, String table, String replayed, String dropped) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.table = table;
        this.replayed = replayed;
        this.dropped = dropped;
    }

    /** As {@link DeadLetters#before}. */
    public List<DeadLetter> before(Place place, int most) {
        return read("(done_at, id) < (:since, :id) order by done_at desc, id desc limit :most",
                Map.of("since", place.since().atOffset(ZoneOffset.UTC), "id", place.id(), "most", most));
    }

    /** As {@link DeadLetters#find}. */
    public Optional<DeadLetter> find(long id) {
        return read("id = :id", Map.of("id", id)).stream().findFirst();
    }

    /** As {@link DeadLetters#alike}. The digest is that of an index, into which a long reason would not fit. */
    public List<Long> alike(String channel, String error, int most) {
        return read("channel = :channel and md5(coalesce(error, 'unknown')) = md5(:error) order by id limit :most",
                Map.of("channel", channel, "error", error, "most", most)).stream().map(DeadLetter::id).toList();
    }

    private List<DeadLetter> read(String which, Map<String, ?> values) {
        return jdbc.sql("select id, channel, done_at, attempts, coalesce(error, 'unknown') from " + table
                + " where state = 'dead_letter' and " + which).params(values)
                .query((row, n) -> new DeadLetter(row.getLong(1), row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(), row.getInt(4),
                        Objects.requireNonNull(row.getString(5))))
                .list();
    }

    /** As {@link DeadLetters#replay}. */
    public int replay(Collection<Long> ids) {
        List<String> keys = jdbc
                .sql("select distinct ordering_key from " + table + " where id in (:ids) and state = 'dead_letter'")
                .param("ids", ids).query(String.class).list();
        if (keys.isEmpty()) {
            return 0;
        }
        queue.lock(keys);
        String replay = """
                update %s set state = 'queued', attempts = 0, next_attempt_at = now(), error = null, done_at = null,
                    instance = null%s
                where id = :id and state = 'dead_letter'""".formatted(table, replayed);
        int count = ids.stream().sorted().mapToInt(id -> jdbc.sql(replay).param("id", id).update()).sum();
        keys.forEach(queue::promoteNext);
        return count;
    }

    /** As {@link DeadLetters#drop}. */
    public boolean drop(long id) {
        return jdbc
                .sql("update " + table + " set " + dropped
                        + ", done_at = now() where id = :id and state = 'dead_letter'")
                .param("id", id).update() == 1;
    }
}
