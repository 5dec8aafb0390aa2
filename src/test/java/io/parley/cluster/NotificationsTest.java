package io.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.support.ParleyTest;
import io.parley.support.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Wake-ups between two instances, of which one has a connection to the database that falls silent without an end. */
@ParleyTest
class NotificationsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String topic = "test-" + UUID.randomUUID();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final Set<String> heardByTheOther = ConcurrentHashMap.newKeySet();
    private TcpProxy proxy;
    private Notifications behindTheProxy;
    private Notifications other;

    @Autowired
    JdbcConnectionDetails database;

    @BeforeEach
    void start() throws IOException {
        URI server = URI.create(database.getJdbcUrl().substring("jdbc:".length()));
        proxy = new TcpProxy(server.getPort());
        behindTheProxy = start(database.getJdbcUrl().replace(":" + server.getPort(), ":" + proxy.port()), heard);
        other = start(database.getJdbcUrl(), heardByTheOther);
        hearEachOther("at the start");
    }

    @AfterEach
    void stop() {
        behindTheProxy.stop();
        other.stop();
        proxy.close();
    }

    @Test
    void hearsOthersAgainAfterItsConnectionFellSilent() {
        proxy.silence();

        hearEachOther("after the silence");
    }

    @Test
    void sendsWhatItTriedToSendOnASilentConnection() {
        proxy.silence();
        behindTheProxy.wakeOthers(topic);
        behindTheProxy.publish(topic, "once");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heardByTheOther).contains("once"));
    }

    @Test
    void leavesOutOnlyTheWakeUpsThatTheDatabaseRefuses() {
        behindTheProxy.publish(topic, "no text: \0");
        behindTheProxy.publish(topic, "too long: " + "x".repeat(8_000));
        behindTheProxy.publish(topic, "after these");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heardByTheOther).contains("after these"));
    }

    private void hearEachOther(String what) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            behindTheProxy.publish(topic, what + ", from behind the proxy");
            other.publish(topic, what + ", from the other");
            assertThat(heard).contains(what + ", from the other");
            assertThat(heardByTheOther).contains(what + ", from behind the proxy");
        });
    }

    private Notifications start(String url, Set<String> heard) {
        Notifications notifications = new Notifications(new DirectConnections(new Details(database, url)));
        notifications.listen(topic, heard::add);
        notifications.start();
        return notifications;
    }

    /** The database by another address. */
    private record Details(JdbcConnectionDetails database, String url) implements JdbcConnectionDetails {
        @Override
        public @Nullable String getUsername() {
            return database.getUsername();
        }

        @Override
        public @Nullable String getPassword() {
            return database.getPassword();
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }
    }
}
