package io.parley.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Opens connections to the database that stay open for long and so do not come from the pool. */
@Component
class DirectConnections {
    private final JdbcConnectionDetails database;

    DirectConnections(JdbcConnectionDetails database) {
        this.database = database;
    }

    /**
     * @param purpose how the connection calls itself in {@code pg_stat_activity}
     * @param socketTimeoutSeconds how long an answer may take; 0 for ever
     */
    Connection open(String purpose, int socketTimeoutSeconds) throws SQLException {
        Properties properties = new Properties();
        setIfPresent(properties, "user", database.getUsername());
        setIfPresent(properties, "password", database.getPassword());
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Integer.toString(socketTimeoutSeconds));
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("ApplicationName", "parley-" + purpose);
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }

    private static void setIfPresent(Properties properties, String key, @Nullable String value) {
        if (value != null) {
            properties.setProperty(key, value);
        }
    }
}
