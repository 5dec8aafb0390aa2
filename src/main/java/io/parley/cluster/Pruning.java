package io.parley.cluster;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes old rows some thousand at a time, each time in a transaction of its own, so that nobody waits for it. */
@Component
public final class Pruning {
    private static final int BATCH = 5_000;

    private static final int TIMEOUT_SECONDS = 60;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    /** Works on the one database. */
    public Pruning(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setTimeout(TIMEOUT_SECONDS);
    }

    /**
     * Deletes the rows that are older than a moment, the oldest first.
     *
     * @param table the table, a constant
     * @param time the column with a row's time, which has an index; a constant
     * @param before the moment
     * @return how many
     */
    public int prune(String table, String time, Instant before) {
        return prune(table, time, "true", before);
    }

    /**
     * The same, of some rows only.
     *
     * @param condition which rows, in the words of a partial index on the column; a constant
     */
    public int prune(String table, String time, String condition, Instant before) {
        String delete = """
                delete from %1$s where ctid = any(array(
                    select ctid from %1$s where %3$s and %2$s < :before order by %2$s limit :most))"""
                .formatted(table, time, condition);
        int all = 0;
        int some;
        do {
            some = batch(delete, before);
            all += some;
        } while (some == BATCH);
        return all;
    }

    private int batch(String delete, Instant before) {
        Integer deleted = transaction.execute(status -> jdbc.sql(delete).param("before", Timestamp.from(before))
                .param("most", BATCH).update());
        return deleted == null ? 0 : deleted;
    }
}
