package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.impl.SocketModeClientTyrusImpl;
import io.parley.channel.calls.HealthTracker;
import io.parley.channel.slack.api.Concern;
import io.parley.channel.slack.api.SlackSettings;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches events over a WebSocket. An envelope is acknowledged once it is stored; Slack sends it again otherwise. Each instance
 * has a connection of its own, and Slack sends each event over one of them. Bolt's app for Socket Mode connects and
 * reconnects; what it would do with an envelope is done here, since it acknowledges none that it cannot parse, and none that
 * comes before it knows its connection.
 * <a href="https://docs.slack.dev/apis/events-api/using-socket-mode">Socket Mode</a>.
 */
final class SocketReceiver {
    private static final Logger log = LoggerFactory.getLogger(SocketReceiver.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration MAX_WAIT = Duration.ofSeconds(4);
    /** The library reconnects by itself; when it has not done so after that many looks, a new client does. */
    private static final int MAX_LOOKS_IN_VAIN = 3;
    /** The client gets the address of its connection from Slack each time that it connects. */
    private static final String NO_ADDRESS = "wss://slack.com";

    /** Slack waits 3 seconds for an acknowledgement. */
    private static final int MAX_ACKNOWLEDGEMENTS = 30;
    private static final Duration ACKNOWLEDGE_EVERY = Duration.ofMillis(100);

    private final SlackSettings settings;
    private final BoltApp bolt;
    private final HealthTracker<Concern> health;

    SocketReceiver(SlackSettings settings, BoltApp bolt, HealthTracker<Concern> health) {
        this.settings = settings;
        this.bolt = bolt;
        this.health = health;
    }

    /** Receives until the thread is interrupted. */
    void run() {
        Duration wait = FIRST_WAIT;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                wait = receive() ? FIRST_WAIT : longer(wait);
                Thread.sleep(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration wait) {
        Duration doubled = wait.multipliedBy(2);
        return doubled.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : doubled;
    }

    /** Connects and stays so; gives whether it ever was, once it no longer is. */
    private boolean receive() throws InterruptedException {
        try (SocketModeClient client = new SocketModeClientTyrusImpl(bolt.slack(), settings.appTokenOrEmpty(),
                NO_ADDRESS)) {
            client.addWebSocketMessageListener(message -> take(client, message));
            new SocketModeApp(() -> client, bolt.app()).startAsync();
            return watch(client);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            String why = "Socket Mode cannot be opened (" + e.getClass().getSimpleName()
                    + "); check PARLEY_SLACK_APP_TOKEN and whether Slack can be reached";
            log.warn("{}", why);
            health.fails(Concern.SOCKET, why);
            return false;
        }
    }

    private boolean watch(SocketModeClient client) throws InterruptedException {
        boolean ever = false;
        for (int vain = 0; vain < MAX_LOOKS_IN_VAIN;) {
            if (client.verifyConnection()) {
                ever = true;
                vain = 0;
                health.works(Concern.SOCKET);
            } else {
                vain++;
                health.fails(Concern.SOCKET, "Socket Mode lost its connection");
            }
            Thread.sleep(LOOK_EVERY);
        }
        return ever;
    }

    /**
     * Takes an envelope. One that can't be stored is not acknowledged, so Slack sends it again; one that can't be read
     * is acknowledged, since it would come again for ever.
     */
    private void take(SocketModeClient client, String message) {
        String id = text(envelope(message), "envelope_id");
        if (id.isEmpty()) {
            return;
        }
        try {
            bolt.takeEnvelope(message);
        } catch (Exception e) {
            log.warn("An event of Slack's was not taken; Slack will send it again", e);
            return;
        }
        acknowledge(JSON.createObjectNode().put("envelope_id", id).toString(), client::sendSocketModeResponse);
    }

    /** The library knows a new connection only some moments after the first events came over it. */
    static void acknowledge(String acknowledgement, Consumer<String> connection) {
        for (int tries = 1; tries <= MAX_ACKNOWLEDGEMENTS; tries++) {
            try {
                connection.accept(acknowledgement);
                return;
            } catch (RuntimeException e) {
                log.debug("An event of Slack's was taken, but could not be acknowledged", e);
                LockSupport.parkNanos(ACKNOWLEDGE_EVERY.toNanos());
            }
        }
        log.warn("An event of Slack's was taken, but could not be acknowledged; Slack will send it again");
    }

    private static JsonNode envelope(String message) {
        try {
            return JSON.readTree(message);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
