package io.parley.fake.slack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Socket Mode: envelopes over WebSockets; each is sent again, over another connection, until it is acknowledged. */
final class Sockets extends WebSocketServer {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final CountDownLatch started = new CountDownLatch(1);
    private final Map<String, ObjectNode> unacknowledged = new LinkedHashMap<>();
    /** A socket that closes holds a lock of its own when it tells, so nothing here may wait for it then. */
    private final List<WebSocket> open = new CopyOnWriteArrayList<>();
    private int connections;
    private int acknowledged;

    Sockets() {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        setReuseAddr(true);
        setDaemon(true);
        start();
        try {
            started.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void send(String type, JsonNode payload) {
        String id = UUID.randomUUID().toString();
        ObjectNode envelope = JSON.createObjectNode().put("envelope_id", id).put("type", type)
                .put("accepts_response_payload", false);
        envelope.set("payload", payload);
        unacknowledged.put(id, envelope);
        List<WebSocket> now = List.copyOf(open);
        if (!now.isEmpty()) {
            trySend(now.getLast(), envelope.toString());
        }
    }

    /** Asks every client to reconnect, and closes its connection. */
    synchronized void disconnect(String reason) {
        for (WebSocket socket : List.copyOf(open)) {
            trySend(socket, "{\"type\":\"disconnect\",\"reason\":\"" + reason + "\",\"debug_info\":{\"host\":\"x\"}}");
            open.remove(socket);
            socket.close(1000);
        }
    }

    /** Cuts the connections without a word. */
    synchronized void cut() {
        List.copyOf(open).forEach(socket -> {
            open.remove(socket);
            socket.closeConnection(1006, "cut");
        });
    }

    synchronized boolean isIdle() {
        return unacknowledged.isEmpty();
    }

    synchronized boolean isConnected() {
        return !open.isEmpty();
    }

    synchronized int connectionsSoFar() {
        return connections;
    }

    synchronized int acknowledged() {
        return acknowledged;
    }

    private static void trySend(WebSocket socket, String text) {
        try {
            socket.send(text);
        } catch (RuntimeException e) {
            socket.closeConnection(1006, "gone");
        }
    }

    @Override
    public synchronized void onOpen(WebSocket socket, ClientHandshake handshake) {
        connections++;
        open.add(socket);
        trySend(socket, "{\"type\":\"hello\",\"num_connections\":" + open.size()
                + ",\"connection_info\":{\"app_id\":\"A1\"},\"debug_info\":{\"host\":\"x\",\"build_number\":1,"
                + "\"approximate_connection_time\":18060}}");
        unacknowledged.values().forEach(envelope -> trySend(socket,
                envelope.put("retry_attempt", 1).put("retry_reason", "timeout").toString()));
    }

    @Override
    public synchronized void onMessage(WebSocket socket, String message) {
        JsonNode acknowledgement = JSON.readTree(message);
        if (unacknowledged.remove(acknowledgement.path("envelope_id").asString("")) != null) {
            acknowledged++;
        }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        open.remove(socket);
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception failure) {
        // The connection closes; its envelopes are sent again.
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    void close() {
        try {
            stop(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
