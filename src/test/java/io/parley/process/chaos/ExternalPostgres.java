package io.parley.process.chaos;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL that several applications share, and that can stand still. */
final class ExternalPostgres implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres postgres;

    ExternalPostgres(Path folder) throws IOException {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.builder().setDataDirectory(folder).setServerConfig("max_connections", "100")
                .start();
    }

    int port() {
        return postgres.getPort();
    }

    /** Stops all of its processes where they are. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets them go on. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** The one number that a query gives. */
    long number(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
        List<String> command = new ArrayList<>(List.of("kill", signal));
        ProcessHandle.of(postmaster).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> Long.toString(process.pid())).forEach(command::add);
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
