package io.parley.cluster;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/**
 * Repeats work on the database while the database is away, so that what is in memory and has to be written is not lost. The
 * result of a commit may be lost with the connection: the work must recognise that it was done before, as a fencing token
 * does.
 */
@Component
public final class DatabaseRetry {
    /** How long work is repeated. Work that fails for longer is at fault itself, for instance a statement that is too slow. */
    static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration MAX_DELAY = Duration.ofSeconds(1);
    /**
     * Classes of SQLSTATE that say nothing about the statement: connection, rollback, resources, locks, an operator's
     * intervention, the system. <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>.
     */
    private static final Set<String> AWAY = Set.of("08", "25", "40", "53", "55", "57", "58");

    private final RetryTemplate retry = new RetryTemplate(RetryPolicy.builder().predicate(DatabaseRetry::isAway)
            .maxRetries(Long.MAX_VALUE).timeout(TIMEOUT).delay(FIRST_DELAY).multiplier(2).maxDelay(MAX_DELAY)
            .jitter(FIRST_DELAY).build());

    /**
     * Does the work, again and again while the database is away, for up to ten minutes.
     *
     * @throws RuntimeException what the work threw last
     */
    public <T> T untilDone(Supplier<T> work) {
        return retry.invoke(work);
    }

    /** The same, for work without a result. */
    public void untilDone(Runnable work) {
        retry.invoke(work);
    }

    /** Whether a failure says that the database is away, and nothing about the work. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                return isAway(sql.getSQLState());
            }
        }
        return false;
    }

    /** An exception without a state is the pool's or the driver's: the connection is closed. */
    private static boolean isAway(@Nullable String state) {
        return state == null || (state.length() == 5 && AWAY.contains(state.substring(0, 2)));
    }
}
