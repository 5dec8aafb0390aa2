package io.parley.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs of life in the table {@code instance}, on a connection of their own: no other work delays them. A connection that
 * failed is closed, and the next call opens another.
 */
final class Heartbeat implements AutoCloseable {
    private static final int ANSWER_SECONDS = 2;

    private final DirectConnections connections;
    private final UUID me;
    private @Nullable Connection connection;

    Heartbeat(DirectConnections connections, UUID me) {
        this.connections = connections;
        this.me = me;
    }

    /** Gives a sign of life; a row that was removed meanwhile comes back. Returns the counters of all instances. */
    Map<UUID, Long> beat() throws SQLException {
        return with(open -> {
            update(open, "insert into instance (id) values (?) on conflict (id)"
                    + " do update set heartbeat_at = now(), heartbeats = instance.heartbeats + 1", me);
            return counters(open);
        });
    }

    /** Removes instances; what they have claimed is free then. */
    void remove(Collection<UUID> instances) throws SQLException {
        with(open -> {
            for (UUID instance : instances) {
                update(open, "delete from instance where id = ?", instance);
            }
            return open;
        });
    }

    private interface Work<T> {
        T on(Connection open) throws SQLException;
    }

    private synchronized <T> T with(Work<T> work) throws SQLException {
        Connection open = connection == null ? connections.open("heartbeat", ANSWER_SECONDS) : connection;
        connection = open;
        try {
            return work.on(open);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private static void update(Connection open, String sql, UUID instance) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setObject(1, instance);
            statement.executeUpdate();
        }
    }

    private static Map<UUID, Long> counters(Connection open) throws SQLException {
        Map<UUID, Long> counters = new HashMap<>();
        try (Statement statement = open.createStatement();
                ResultSet rows = statement.executeQuery("select id, heartbeats from instance")) {
            while (rows.next()) {
                counters.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        return counters;
    }

    @Override
    public synchronized void close() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
