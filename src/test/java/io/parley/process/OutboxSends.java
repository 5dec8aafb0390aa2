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

    private static final String ROWS = """
            select concat_ws(E'\\n',
                (select string_agg(concat_ws(' ', 'inbox', id, state, outcome, attempts, next_attempt_at, error), E'\\n') from inbox
                 where state <> 'done'),
                (select string_agg(concat_ws(' ', 'outbox', id, state, attempts, next_attempt_at, error), E'\\n') from outbox
                 where state not in ('sent', 'superseded')),
                (select 'mails ' || count(*) from mail_in))""";

    private OutboxSends() {}

    static int lost(Path dataDirectory) throws IOException, SQLException {
        try (Connection connection = databaseOf(dataDirectory)) {
            return lost(connection);
        }
    }

    /** How many rows of both queues are in each state. */
    static String rows(Path dataDirectory) {
        try (Connection connection = databaseOf(dataDirectory);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ROWS)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (IOException | SQLException e) {
            return "The database cannot be asked: " + e.getMessage();
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
