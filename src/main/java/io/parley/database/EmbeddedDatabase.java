package io.parley.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The PostgreSQL in the data directory, running. One process owns it: starts it, or adopts the one that a killed process left
 * behind, and stops it at its end. A command that meets an owner uses the owner's; if that one ends first, the last command
 * stops it.
 */
final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration PACE = Duration.ofMillis(200);
    private static final int ATTEMPTS_TO_ATTACH = 150;
    /** A command ends also beside a server that stands still. */
    private static final int LEAVE_MILLIS = 5_000;

    private static final String GUEST = "parley guest";

    private final OwnerFile owner;
    private final PostgresServer cluster;
    private final DataDirectory data;
    private final @Nullable DirectoryLock lock;
    private final @Nullable Connection guest;
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("embedded-postgres").factory());

    private EmbeddedDatabase(OwnerFile owner, PostgresServer cluster, DataDirectory data, @Nullable DirectoryLock lock,
            @Nullable Connection guest) {
        this.owner = owner;
        this.cluster = cluster;
        this.data = data;
        this.lock = lock;
        this.guest = guest;
    }

    /**
     * Runs it for a process that serves.
     *
     * @throws DatabaseUnavailable when another process owns it, or it can't be started
     */
    static EmbeddedDatabase own(DataDirectory data) {
        DirectoryLock lock = DirectoryLock.tryToTake(data).orElseThrow(() -> takenBy(data));
        return own(data, lock);
    }

    /**
     * Uses the owner's, which may still be starting, or owns it for the time of a command.
     *
     * @throws DatabaseUnavailable when neither works
     */
    static EmbeddedDatabase attachOrOwn(DataDirectory data) {
        for (int attempt = 0; attempt < ATTEMPTS_TO_ATTACH; attempt++) {
            Optional<DirectoryLock> lock = DirectoryLock.tryToTake(data);
            if (lock.isPresent()) {
                return own(data, lock.get());
            }
            Optional<EmbeddedDatabase> attached = OwnerFile.read(data).flatMap(owner -> attach(data, owner));
            if (attached.isPresent()) {
                return attached.get();
            }
            pause();
        }
        throw takenBy(data);
    }

    /** One connection stays open as long as this process needs the database: so the owner knows of its guests. */
    private static Optional<EmbeddedDatabase> attach(DataDirectory data, OwnerFile owner) {
        try {
            Connection guest = connect(owner, GUEST);
            return Optional.of(new EmbeddedDatabase(owner, cluster(data), data, null, guest));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static PostgresServer cluster(DataDirectory data) {
        return new PostgresServer(data.resolve("postgres"), PostgresPrograms.in(data.resolve("programs")));
    }

    private static EmbeddedDatabase own(DataDirectory data, DirectoryLock lock) {
        try {
            PostgresServer cluster = cluster(data);
            OwnerFile owner = prepare(data, cluster);
            OwnerFile running = adoptable(cluster, owner) ? adopt(data, owner) : start(data, cluster, owner);
            createDatabaseAndRole(running);
            EmbeddedDatabase owned = new EmbeddedDatabase(running, cluster, data, lock, null);
            var _ = owned.watch.scheduleWithFixedDelay(owned::revive, 1, 1, TimeUnit.SECONDS);
            return owned;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Makes the cluster and the password that goes with it, where they are missing. */
    private static OwnerFile prepare(DataDirectory data, PostgresServer cluster) {
        Optional<OwnerFile> known = OwnerFile.read(data);
        OwnerFile owner = known.orElseGet(OwnerFile::first).write(data);
        if (!cluster.exists()) {
            log.info("Making the embedded PostgreSQL in {}", cluster.directory());
            cluster.create(data, OwnerFile.USER, owner.password());
        }
        cluster.requireMajor();
        if (known.isEmpty()) {
            cluster.resetPassword(OwnerFile.USER, owner.password());
        }
        return owner;
    }

    private static boolean adoptable(PostgresServer cluster, OwnerFile owner) {
        return cluster.runsOnThesePrograms() && isReady(owner);
    }

    private static OwnerFile adopt(DataDirectory data, OwnerFile owner) {
        log.info("Adopting the embedded PostgreSQL that process {} left running", owner.pid());
        return owner.takenOver(owner.port()).write(data);
    }

    private static OwnerFile start(DataDirectory data, PostgresServer cluster, OwnerFile owner) {
        int port = cluster.start(owner.port());
        log.info("The embedded PostgreSQL runs on 127.0.0.1:{}, its data in {}", port, cluster.directory());
        return owner.takenOver(port).write(data);
    }

    private static void createDatabaseAndRole(OwnerFile owner) {
        try (Connection connection = connect(owner); Statement statement = connection.createStatement()) {
            ResultSet known = statement
                    .executeQuery("select 1 from pg_database where datname = '" + OwnerFile.DATABASE + "'");
            if (!known.next()) {
                statement.execute("create database " + OwnerFile.DATABASE);
            }
            owner.servingRole().makeOrRenew(connection);
        } catch (SQLException e) {
            throw new DatabaseUnavailable(
                    "The embedded PostgreSQL can't be used: " + e.getMessage() + ". Its log is in "
                            + "postgres/log below the data directory.",
                    e);
        }
    }

    private static boolean isReady(OwnerFile owner) {
        try (Connection connection = connect(owner)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Connection connect(OwnerFile owner) throws SQLException {
        return connect(owner, "parley");
    }

    private static Connection connect(OwnerFile owner, String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", OwnerFile.USER);
        properties.setProperty("password", owner.password());
        properties.setProperty("ApplicationName", name);
        properties.setProperty("loginTimeout", "10");
        return DriverManager.getConnection(owner.url("postgres"), properties);
    }

    private static DatabaseUnavailable takenBy(DataDirectory data) {
        String who = OwnerFile.read(data).map(owner -> "process " + owner.pid())
                .orElse("a process that is just starting");
        return new DatabaseUnavailable("The data directory " + data.path() + " is in use by another Parley (" + who
                + "), a server or a command such as chat. End that one, give this one a directory of its own by PARLEY_DATA_DIR,"
                + " or let both share a PostgreSQL by SPRING_DATASOURCE_URL.");
    }

    private static void pause() {
        try {
            Thread.sleep(PACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Waiting for the embedded PostgreSQL was interrupted.", e);
        }
    }

    /** Starts it again, where everybody looks for it, when it has died on its own. */
    private void revive() {
        try {
            if (!cluster.isRunning()) {
                log.error("The embedded PostgreSQL has died and is started again; its log is in {}",
                        cluster.directory().resolve("log"));
                cluster.startAgain(owner.port());
            }
        } catch (RuntimeException e) {
            log.error("The embedded PostgreSQL can't be started again yet: {}", e.getMessage());
        }
    }

    /** The role that serves. */
    @Override
    public String getUsername() {
        return owner.servingRole().name();
    }

    @Override
    public String getPassword() {
        return owner.servingRole().password();
    }

    /** The role that owns the tables, and its password. */
    DatabaseSettings.Roles owningRole() {
        return new DatabaseSettings.Roles(OwnerFile.USER, owner.password());
    }

    @Override
    public String getJdbcUrl() {
        return owner.url(OwnerFile.DATABASE);
    }

    /** Stops PostgreSQL, unless it is still another's. */
    @Override
    public void close() {
        watch.close();
        if (lock != null) {
            stop(lock);
        } else {
            leave();
        }
    }

    /**
     * Stops using the database. If the process that started it has ended, this one is its owner from then on, and stops
     * it.
     */
    private void leave() {
        try (Connection mine = guest) {
            noGuestAnyMore(mine);
            DirectoryLock.tryToTake(data).ifPresent(this::stop);
        } catch (SQLException e) {
            log.debug("The database was gone already");
        }
    }

    /** Other processes see this at once, while the server may notice late that a connection was closed. */
    private static void noGuestAnyMore(@Nullable Connection mine) {
        try {
            if (mine != null) {
                mine.setNetworkTimeout(Runnable::run, LEAVE_MILLIS);
                mine.setClientInfo("ApplicationName", "parley");
            }
        } catch (SQLException e) {
            log.debug("The database was gone already");
        }
    }

    private void stop(DirectoryLock taken) {
        try (taken) {
            if (hasGuests()) {
                log.info("A command still uses the embedded PostgreSQL, and stops it at its end");
            } else {
                cluster.stop();
            }
        }
    }

    private boolean hasGuests() {
        try {
            if (guest != null) {
                return hasGuests(guest);
            }
            try (Connection connection = connect(owner)) {
                return hasGuests(connection);
            }
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean hasGuests(Connection connection) throws SQLException {
        try (PreparedStatement others = connection.prepareStatement(
                "select 1 from pg_stat_activity where application_name = ? and pid <> pg_backend_pid()")) {
            others.setString(1, GUEST);
            return others.executeQuery().next();
        }
    }
}
