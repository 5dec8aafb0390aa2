package io.parley.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions whose {@link TransactionDefinition#getTimeout timeout} also tells the database and the socket how long to wait.
 * Without a timeout the pool's limits hold, which suit the work on one message: statements end after 4 seconds, so a database
 * that went silent is noticed soon. Work on much data names a timeout.
 */
final class PatientTransactions extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(PatientTransactions.class);
    private static final Duration MARGIN = Duration.ofSeconds(5);

    PatientTransactions(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        if (definition.getTimeout() > 0) {
            wait(connection, Duration.ofSeconds(definition.getTimeout()));
        }
    }

    /**
     * A rollback fails only when the connection is broken, and with that the transaction has ended; what broke it is what the
     * caller needs to know.
     */
    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (TransactionException | DataAccessException e) {
            log.debug("The connection of a transaction is broken", e);
        }
    }

    /** The settings end with the transaction; the pool resets the socket when the connection comes back. */
    private static void wait(Connection connection, Duration atMost) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) atMost.plus(MARGIN).toMillis());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = %1$d; set local idle_in_transaction_session_timeout = %1$d"
                    .formatted(atMost.toMillis()));
        }
    }
}
