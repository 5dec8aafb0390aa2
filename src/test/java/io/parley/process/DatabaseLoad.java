package io.parley.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The work of the embedded PostgreSQL of a data directory that is in use. */
final class DatabaseLoad {
    private final JdbcClient jdbc;
    private final ProcessHandle server;

    private DatabaseLoad(JdbcClient jdbc, ProcessHandle server) {
        this.jdbc = jdbc;
        this.server = server;
    }

    static DatabaseLoad of(Path dataDirectory) throws IOException {
        Properties owner = new Properties();
        try (Reader file = Files.newBufferedReader(dataDirectory.resolve("database.properties"))) {
            owner.load(file);
        }
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:" + owner.getProperty("port") + "/parley", "parley",
                owner.getProperty("password")));
        Path data = Path.of(jdbc.sql("show data_directory").query(String.class).single());
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
        return new DatabaseLoad(jdbc, ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
    }

    /** How many transactions were committed. */
    long transactions() {
        return jdbc.sql("select xact_commit from pg_stat_database where datname = 'parley'").query(Long.class).single();
    }

    /** The processor time of the server's processes that run now. */
    Duration processorTime() {
        return Stream.concat(Stream.of(server), server.children())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
