package io.parley.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Counts the sends that were under way when a process was killed: their results were lost, and they were tried again. */
final class OutboxSends {
    private static final String COUNT = "select coalesce(sum(possible_duplicates), 0) from outbox";

    private OutboxSends() {}

    static int lost(Path dataDirectory) throws IOException, SQLException {
        try (Connection connection = databaseOf(dataDirectory)) {
            return lost(connection);
        }
    }

    /** A connection to the database of the process that runs on a data directory. */
    static Connection databaseOf(Path dataDirectory) throws IOException, SQLException {
        Properties owner = new Properties();
        try (Reader reader = Files.newBufferedReader(dataDirectory.resolve("database.properties"))) {
            owner.load(reader);
        }
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + owner.getProperty("port") + "/parley",
                "parley", owner.getProperty("password"));
    }

    static int lost(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(COUNT)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }
}
