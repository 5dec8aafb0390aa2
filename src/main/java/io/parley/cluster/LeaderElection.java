package io.parley.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets one instance among many do a piece of work: a PostgreSQL advisory lock, held on a connection of its own, says
 * which. An instance that loses that connection stops at once; the database ends a connection that says nothing for 4
 * seconds, and a leader that gets no response stops a second earlier. A candidate asks every second.
 */
@Component
public final class LeaderElection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaderElection.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final String FAIL_FAST = "set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1;"
            + " set tcp_keepalives_count = 2; set idle_session_timeout = '4s'";

    private final DirectConnections connections;
    private final Map<String, Thread> candidates = new ConcurrentHashMap<>();
    private final Map<String, Boolean> leading = new ConcurrentHashMap<>();

    LeaderElection(DirectConnections connections) {
        this.connections = connections;
    }

    /** The work of a leader. */
    @FunctionalInterface
    public interface Work {
        /**
         * Works until it is interrupted, which happens as soon as the lead is lost or given up. When it returns or throws
         * before, it is run again after a second, as long as the lead is held.
         */
        void run() throws InterruptedException;
    }

    /**
     * Stands for a role from now on and does its work whenever this instance leads.
     *
     * @param role the role's name, such as {@code telegram-poller}; one instance leads it at any time
     */
    public void join(String role, Work work) {
        candidates.computeIfAbsent(role,
                name -> Thread.ofPlatform().daemon().name("leader-" + name).start(() -> runElection(name, work)));
    }

    /** Gives the role up; its work is interrupted and has ended when this returns, or after 10 seconds. */
    public void leave(String role) {
        Thread candidate = candidates.remove(role);
        if (candidate != null) {
            candidate.interrupt();
            join(candidate);
        }
    }

    /** Whether this instance leads the role now. */
    public boolean leads(String role) {
        return leading.getOrDefault(role, false);
    }

    @Override
    public void close() {
        candidates.keySet().forEach(this::leave);
    }

    private void runElection(String role, Work work) {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection = connect()) {
                ask(connection, role, work);
            } catch (SQLException e) {
                log.warn("The lead of {} can't be asked for now: {}", role, e.getMessage());
            }
            pause();
        }
    }

    /** Asks for the lead each second, and leads when it is given, as long as the connection holds. */
    private void ask(Connection connection, String role, Work work) throws SQLException {
        while (!Thread.currentThread().isInterrupted()) {
            if (tryLock(connection, role)) {
                lead(role, work, connection);
                return;
            }
            pause();
        }
    }

    private void lead(String role, Work work, Connection connection) {
        log.info("This instance leads {}", role);
        leading.put(role, true);
        Thread worker = Thread.ofPlatform().daemon().name(role).start(() -> repeat(role, work));
        try {
            while (!Thread.currentThread().isInterrupted() && connection.isValid(2)) {
                pause();
            }
        } catch (SQLException e) {
            log.warn("The lead of {} is lost: {}", role, e.getMessage());
        } finally {
            boolean interrupted = Thread.interrupted();
            leading.put(role, false);
            worker.interrupt();
            join(worker);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void repeat(String role, Work work) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                work.run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                log.warn("The work of {} failed and is started again", role, e);
            }
            pause();
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = connections.open("leader", 3);
        try (Statement statement = connection.createStatement()) {
            statement.execute(FAIL_FAST);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean tryLock(Connection connection, String role) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("select pg_try_advisory_lock(hashtextextended('parley-leader-' || ?, 0))")) {
            statement.setString(1, role);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
