package io.parley.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * A database of its own on a real PostgreSQL, made in some 50 ms: one server serves all tests of the process, and a migrated
 * database is copied. A test class takes one and closes it at its end:
 *
 * <pre>{@code
 * private static final TestDatabase database = TestDatabase.migrated();
 *
 * @AfterAll
 * static void close() {
 *     database.close();
 * }
 * }</pre>
 *
 * <p>The server keeps nothing: it runs without {@code fsync} and its files, in memory if possible, go away with the process. A
 * test of the whole application carries {@link ParleyTest} instead.
 */
public final class TestDatabase implements JdbcConnectionDetails, AutoCloseable {
    /** The role as which a whole application serves. */
    public static final String SERVING_USER = "parley_serving";
    private static final String USER = "postgres";
    private static final String TEMPLATE = "parley_template";
    /** A table of more bytes than this is not small. */
    private static final long GROWN = 1 << 20;
    /** A file system in memory, on Linux. */
    private static final Path MEMORY = Path.of("/dev/shm");
    /** In bytes, so much as the databases of all tests that run beside each other may take. */
    private static final long ROOM = 6L << 30;
    private static final String DIRECTORY = "parley-tests-";
    private static final Pattern OURS = Pattern.compile(DIRECTORY + "(\\d{1,10})-.*");
    private static final Set<Path> LEFTOVERS = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger number = new AtomicInteger();

    private final String name = "parley_test_" + number.incrementAndGet();
    private final String options;
    private final DataSource dataSource = Statements.noting(new AbstractDataSource() {
        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return pool.getConnection(user, password);
        }
    });
    private volatile HikariDataSource pool;

    private TestDatabase(String options) {
        this.options = options;
        this.pool = open();
    }

    /** A database of the application's present schema, with no rows. */
    public static TestDatabase migrated() {
        return new TestDatabase("template " + Template.NAME);
    }

    /** A database with nothing in it. */
    public static TestDatabase empty() {
        return new TestDatabase("");
    }

    private HikariDataSource open() {
        Server.execute("create database " + name + " " + options);
        return pool(name);
    }

    /** A pool of up to 20 connections. A test that runs once more when its class is done already finds the database anew. */
    public synchronized DataSource dataSource() {
        if (pool.isClosed()) {
            pool = open();
        }
        return dataSource;
    }

    /** Statements on {@link #dataSource()}. */
    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /** Transactions on {@link #dataSource()}. */
    public PlatformTransactionManager transactionManager() {
        return new JdbcTransactionManager(dataSource());
    }

    /** Transactions on {@link #dataSource()}. */
    public TransactionTemplate transactions() {
        return new TransactionTemplate(transactionManager());
    }

    /** Empties all tables, also of rows that a migration wrote, so that a test can begin anew. */
    public void clear() {
        transactions().executeWithoutResult(status -> {
            empty(tables("flyway_schema_history"));
            jdbc().sql("""
                    select setval(format('%I.%I', schemaname, sequencename), start_value, false) from pg_sequences
                    where schemaname = 'public' and last_value is not null""").query().listOfRows();
        });
    }

    /** Keeps a copy of all rows for {@link #restore}, but of those by which instances know of each other and share work. */
    void keep() {
        transactions().executeWithoutResult(status -> {
            jdbc().sql("create schema kept").update();
            kept().forEach(table -> jdbc().sql("create table kept." + table + " as table " + table).update());
        });
    }

    /** Empties the tables and puts the kept rows back. Numbers of rows that are gone are not given again. */
    void restore() {
        List<String> tables = kept();
        transactions().executeWithoutResult(status -> {
            empty(tables);
            // No foreign key is checked in this transaction, so rows come in any order.
            withRows("kept.", tables).forEach(table -> {
                String columns = columns(table);
                jdbc().sql("insert into " + table + " (" + columns + ") overriding system value select " + columns
                        + " from kept." + table).update();
            });
        });
    }

    /**
     * Waits for those who write, and empties tables on which no other depends. No trigger writes anything until the end of
     * the transaction. Rows are deleted where there are any, since truncating makes new files for each table; what has grown is
     * truncated all the same, or it would never be small again.
     */
    private void empty(List<String> tables) {
        if (tables.isEmpty()) {
            return;
        }
        String all = String.join(", ", tables);
        jdbc().sql("set local session_replication_role = replica").update();
        jdbc().sql("lock table " + all + " in access exclusive mode").update();
        boolean hasGrown = jdbc().sql("select max(pg_relation_size(name::regclass)) > ? from unnest(?) name")
                .param(GROWN).param(tables.toArray(String[]::new)).query(Boolean.class).single();
        if (hasGrown) {
            jdbc().sql("truncate " + all).update();
        } else {
            withRows("", tables).forEach(table -> jdbc().sql("delete from " + table).update());
        }
    }

    private List<String> withRows(String schema, List<String> tables) {
        return jdbc().sql(tables.stream()
                .map(table -> "select '" + table + "' where exists (select from " + schema + table + ")")
                .collect(Collectors.joining(" union all "))).query(String.class).list();
    }

    /** Whether any of the tables holds other rows than were kept. */
    boolean differsFromKept(List<String> tables) {
        String rows = "(select md5(string_agg(row::text, '' order by row::text)) from %s row)";
        return tables.stream().anyMatch(table -> jdbc()
                .sql("select " + rows.formatted(table) + " is distinct from " + rows.formatted("kept." + table))
                .query(Boolean.class).single());
    }

    private List<String> kept() {
        return tables("flyway_schema_history", "instance", "scheduled_tasks");
    }

    private List<String> tables(String... but) {
        return jdbc().sql(
                "select quote_ident(tablename) from pg_tables where schemaname = 'public' and tablename <> all (?)")
                .param(but).query(String.class).list();
    }

    /** The columns that are not computed from others. */
    private String columns(String table) {
        return jdbc().sql("""
                select string_agg(quote_ident(attname), ', ') from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''""")
                .param("public." + table).query(String.class).single();
    }

    /** Does something within one transaction, of which nothing is left. */
    public void rolledBack(Runnable something) {
        transactions().executeWithoutResult(status -> {
            something.run();
            status.setRollbackOnly();
        });
    }

    /** Lets nobody in and throws everybody out, until it is closed. */
    public AutoCloseable outage() {
        Server.execute("alter database " + name + " with allow_connections false");
        Server.execute("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '" + name + "'");
        return () -> Server.execute("alter database " + name + " with allow_connections true");
    }

    @Override
    public String getUsername() {
        return USER;
    }

    @Override
    public String getPassword() {
        return "none-needed";
    }

    @Override
    public String getJdbcUrl() {
        return Server.url(name);
    }

    /** Closes the connections and drops the database, even with clients still connected. */
    @Override
    public synchronized void close() {
        pool.close();
        Server.execute("drop database if exists " + name + " with (force)");
    }

    /** Has a directory deleted at the end of the process, if it is there then. */
    static void deleteAtTheEnd(Path directory) {
        LEFTOVERS.add(directory);
    }

    private static void delete(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            System.err.println(directory + " is left: " + e);
        }
    }

    private static HikariDataSource pool(String name) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Server.url(name));
        config.setUsername(USER);
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** The one server of this process, started when the first test asks for it. */
    private static final class Server {
        private static final EmbeddedPostgres postgres = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.builder().setDataDirectory(directory())
                        .setServerConfig("max_connections", "500").setServerConfig("max_wal_size", "256MB")
                        .setRegisterShutdownHook(false).start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started)));
                return started;
            } catch (IOException e) {
                throw new UncheckedIOException("The tests' PostgreSQL does not start", e);
            }
        }

        /** In memory where there is room for it: each database is some hundreds of files, which soon go away again. */
        private static Path directory() throws IOException {
            if (!Files.isDirectory(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < ROOM) {
                return Files.createTempDirectory(DIRECTORY);
            }
            try (Stream<Path> found = Files.list(MEMORY)) {
                found.filter(Server::isLeft).toList().forEach(TestDatabase::delete);
            }
            return Files.createTempDirectory(MEMORY, DIRECTORY + ProcessHandle.current().pid() + "-");
        }

        /** Whether its process ended without taking it away, as one does that is killed. */
        private static boolean isLeft(Path path) {
            Matcher name = OURS.matcher(path.getFileName().toString());
            return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
        }

        /** Stops the server at the end of the process; applications that are open until then just end, see {@link Run}. */
        private static void stop(EmbeddedPostgres started) {
            try {
                started.close();
                LEFTOVERS.forEach(TestDatabase::delete);
            } catch (IOException e) {
                System.err.println("The tests' PostgreSQL does not stop: " + e);
            }
        }

        static String url(String database) {
            return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
        }

        static void execute(String sql) {
            new JdbcTemplate(postgres.getPostgresDatabase()).execute(sql);
        }
    }

    /** The database that the others are copies of. */
    private static final class Template {
        static final String NAME = make();

        private static String make() {
            Server.execute("create database " + TEMPLATE);
            Flyway.configure()
                    .dataSource(Server.url(TEMPLATE), USER, "")
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(false)
                    .load()
                    .migrate();
            return TEMPLATE;
        }
    }
}
