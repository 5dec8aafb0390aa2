package io.parley.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells every instance that there is something to do: at once within this process, by {@code LISTEN/NOTIFY} in the others.
 * A wake-up may get lost, and only says "look": who waits for one also looks from time to time.
 *
 * <p>The {@code NOTIFY} goes out after the commit on a connection of its own, since PostgreSQL lets transactions that notify
 * commit only one after the other.
 */
@Component
public final class Notifications implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Notifications.class);
    private static final String PG_CHANNEL = "parley";
    private static final int MOST_IN_ONE_GO = 200;
    /** How long a wake-up for other instances waits for others like it, which then cost nothing. */
    private static final Duration GATHERED = Duration.ofMillis(5);
    private static final Duration REST = Duration.ofSeconds(1);
    /** The class of PostgreSQL's error codes for a value that is too long, or no text. */
    private static final String DATA_EXCEPTION = "22";
    /** How long the database may take to answer. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final String me = UUID.randomUUID().toString();
    private final DirectConnections connections;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>(100_000);
    private volatile boolean running;

    Notifications(DirectConnections connections) {
        this.connections = connections;
    }

    /**
     * Calls the listener with the subject of each wake-up on the topic, wherever it was published. The listener returns at
     * once.
     */
    public void listen(String topic, Consumer<String> listener) {
        listeners.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /**
     * Wakes the topic's listeners after the commit of the current transaction, or now when there is none.
     *
     * @param topic one word
     * @param subject what it is about, at most 1,000 characters; may be empty
     */
    public void publish(String topic, String subject) {
        afterCommit(() -> wake(topic, subject));
    }

    /**
     * Says after the commit of the current transaction, or now when there is none, that there is work for one instance: for
     * this one if it works on such, else for any.
     */
    public void publishWork(String topic) {
        afterCommit(() -> {
            if (listeners.containsKey(topic)) {
                callListeners(topic, "");
            } else {
                wake(topic, "");
            }
        });
    }

    /** Wakes the other instances. */
    public void wakeOthers(String topic) {
        send(topic, "");
    }

    private static void afterCommit(Runnable deed) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    deed.run();
                }
            });
        } else {
            deed.run();
        }
    }

    private void wake(String topic, String subject) {
        callListeners(topic, subject);
        send(topic, subject);
    }

    private void send(String topic, String subject) {
        send(topic + '|' + subject);
    }

    private void send(String wakeup) {
        if (!outgoing.offer(wakeup)) {
            log.warn("Too many wake-ups wait to be sent; other instances will find the work by looking");
        }
    }

    private void callListeners(String topic, String subject) {
        for (Consumer<String> listener : listeners.getOrDefault(topic, List.of())) {
            try {
                listener.accept(subject);
            } catch (RuntimeException e) {
                log.warn("A listener of {} failed", topic, e);
            }
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("notifications-out").start(() -> repeat("notifications-out", this::send));
        Thread.ofPlatform().daemon().name("notifications-in").start(() -> repeat("notifications-in", this::receive));
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StartupPhase.WAKEUPS;
    }

    /** Work that is repeated on a connection of its own. */
    private interface ConnectedWork {
        void run(Connection connection) throws SQLException, InterruptedException;
    }

    private void repeat(String purpose, ConnectedWork work) {
        while (running) {
            try (Connection connection = connections.open(purpose, (int) ANSWER.toSeconds())) {
                work.run(connection);
            } catch (SQLException e) {
                if (running) {
                    log.warn("Wake-ups to and from other instances pause: {}", e.getMessage());
                    rest();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void send(Connection connection) throws SQLException, InterruptedException {
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            while (running) {
                Set<String> wakeups = takeAll();
                try {
                    notifyOthers(notify, wakeups);
                } catch (SQLException e) {
                    // Those that went out already say "look" once more.
                    wakeups.forEach(this::send);
                    throw e;
                }
                if (wakeups.isEmpty()) {
                    giveSignOfLife(connection);
                }
            }
        }
    }

    private void notifyOthers(PreparedStatement notify, Set<String> wakeups) throws SQLException {
        for (String wakeup : wakeups) {
            notify.setString(1, PG_CHANNEL);
            notify.setString(2, me + '|' + wakeup);
            try {
                notify.execute();
            } catch (SQLException e) {
                if (!String.valueOf(e.getSQLState()).startsWith(DATA_EXCEPTION)) {
                    throw e;
                }
                log.warn("A wake-up is left out, since no connection takes it: {}", e.getMessage());
            }
        }
    }

    /** Fails when the connection has fallen silent, which shows only when something is asked. */
    private static void giveSignOfLife(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private Set<String> takeAll() throws InterruptedException {
        Set<String> notifications = new LinkedHashSet<>();
        String first = outgoing.poll(REST.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            Thread.sleep(GATHERED);
            notifications.add(first);
            outgoing.drainTo(notifications, MOST_IN_ONE_GO);
        }
        return notifications;
    }

    private void receive(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + PG_CHANNEL);
            while (running) {
                PGNotification[] arrived = connection.unwrap(PGConnection.class)
                        .getNotifications((int) REST.toMillis());
                for (PGNotification notification : arrived) {
                    dispatch(notification.getParameter());
                }
                if (arrived.length == 0) {
                    giveSignOfLife(connection);
                }
            }
        }
    }

    private void dispatch(String parameter) {
        String[] fields = parameter.split("\\|", 3);
        if (fields.length == 3 && !fields[0].equals(me)) {
            callListeners(fields[1], fields[2]);
        }
    }

    private static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
