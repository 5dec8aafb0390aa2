package io.parley.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class RetryingDataSourceTest {
    private static final String REFUSED = "08001";
    private static final String STARTING_UP = "57P03";
    private static final String WRONG_PASSWORD = "28P01";

    private static final TestDatabase server = TestDatabase.empty();

    private final Away database = new Away(server.dataSource());
    private final DataSource connections = new RetryingDataSource(database);

    /** A database that is away for a while. */
    private static final class Away extends DelegatingDataSource {
        private final Deque<String> failures = new ArrayDeque<>();

        Away(DataSource database) {
            super(database);
        }

        void failsWith(String... states) {
            failures.addAll(Arrays.asList(states));
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (!failures.isEmpty()) {
                throw new SQLException("away", failures.remove());
            }
            return super.getConnection();
        }
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void saysAtOnceWhatIsWrongAsLongAsNothingEverWorked() {
        database.failsWith(REFUSED);

        assertThatThrownBy(connections::getConnection).isInstanceOf(SQLException.class);
        assertThat(database.failures).isEmpty();
    }

    @Test
    void waitsForADatabaseThatWasThereBefore() throws SQLException {
        connections.getConnection().close();
        database.failsWith(REFUSED, STARTING_UP);

        try (Connection back = connections.getConnection()) {
            assertThat(back.isValid(1)).isTrue();
        }
    }

    @Test
    void doesNotRepeatWhatTimeDoesNotHeal() throws SQLException {
        connections.getConnection().close();
        database.failsWith(WRONG_PASSWORD);

        assertThatThrownBy(connections::getConnection).hasMessage("away");
    }

    @Test
    void endsWithThePool() throws SQLException {
        connections.getConnection().close();
        database.failsWith(REFUSED);

        Thread.currentThread().interrupt();

        assertThatThrownBy(connections::getConnection).hasMessage("away");
        assertThat(Thread.interrupted()).isTrue();
    }
}
