package io.parley.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.support.ParleyTest;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database's error texts, which logs may show, hold nothing of people's messages. */
@ParleyTest
class ErrorDetailTest {
    private static final String TWICE = """
            insert into participant (channel, external_id) values ('web', 'a secret'), ('web', 'a secret')""";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DirectConnections connections;

    @Test
    void keepsValuesOutOfThePoolsErrors() {
        assertThatThrownBy(() -> jdbc.sql(TWICE).update()).rootCause().hasMessageContaining("duplicate key")
                .hasMessageNotContaining("(web, a secret)");
    }

    @Test
    void keepsValuesOutOfTheErrorsOfLongConnections() throws Exception {
        try (Connection connection = connections.open("test", 5);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(TWICE)).hasMessageContaining("duplicate key")
                    .hasMessageNotContaining("(web, a secret)");
        }
    }
}
