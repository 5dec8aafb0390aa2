package io.parley.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Opens connections for the pool. Once one could be opened, a failed attempt is repeated every quarter of a second for half a
 * minute: the pool itself waits up to 5 seconds between two attempts, and so would notice late that the database is back.
 * The first attempt of all fails at once, so that a start says what is wrong.
 */
final class RetryingDataSource extends DelegatingDataSource {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int MAX_ATTEMPTS = 120;
    /**
     * Classes of SQLSTATE that may pass: connection, resources, an operator's intervention.
     * <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>.
     */
    private static final List<String> PASSING = List.of("08", "53", "57");

    private volatile boolean connectedBefore;

    RetryingDataSource(DataSource connections) {
        super(connections);
    }

    private interface Attempt {
        Connection open() throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return untilOpen(super::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return untilOpen(() -> super.getConnection(username, password));
    }

    private Connection untilOpen(Attempt attempt) throws SQLException {
        for (int failed = 0;; failed++) {
            try {
                Connection connection = attempt.open();
                connectedBefore = true;
                return connection;
            } catch (SQLException e) {
                if (!connectedBefore || failed >= MAX_ATTEMPTS || !isPassing(e.getSQLState())) {
                    throw e;
                }
                pauseAfter(e);
            }
        }
    }

    private static boolean isPassing(@Nullable String state) {
        return state != null && PASSING.stream().anyMatch(state::startsWith);
    }

    /** @throws SQLException the failure, if the pool is closed meanwhile */
    private static void pauseAfter(SQLException failure) throws SQLException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
