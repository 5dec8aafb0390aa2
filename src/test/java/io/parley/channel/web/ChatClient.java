package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor's end of the socket, for tests. */
final class ChatClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private final String session;

    private ChatClient(int port, String query, WebSocket.Builder builder) {
        this.socket = builder.buildAsync(URI.create("ws://localhost:" + port + "/ws/chat" + query), new Listener())
                .join();
        this.session = next().path("sessionId").asString();
    }

    static ChatClient visits(int port) {
        return new ChatClient(port, "", HTTP.newWebSocketBuilder());
    }

    static ChatClient visitsSpeaking(String languages, int port) {
        return new ChatClient(port, "", HTTP.newWebSocketBuilder().header("Accept-Language", languages));
    }

    static ChatClient visitsFrom(String origin, int port) {
        return new ChatClient(port, "", HTTP.newWebSocketBuilder().header("Origin", origin));
    }

    /** As the page comes back: its session stands in the protocols. */
    static ChatClient returnsByProtocol(int port, String session) {
        ChatClient client = new ChatClient(port, "?after=0",
                HTTP.newWebSocketBuilder().subprotocols("parley", "parley.session." + session));
        assertThat(client.socket.getSubprotocol()).isEqualTo("parley");
        return client;
    }

    /** As a program comes back: its session stands in a header. */
    static ChatClient returnsByHeader(int port, String session) {
        return new ChatClient(port, "?after=0", HTTP.newWebSocketBuilder().header("Parley-Session", session));
    }

    static ChatClient returns(int port, String session) {
        return new ChatClient(port, "?session=" + session, HTTP.newWebSocketBuilder());
    }

    static ChatClient returns(int port, String session, long after) {
        return new ChatClient(port, "?session=" + session + "&after=" + after, HTTP.newWebSocketBuilder());
    }

    String session() {
        return session;
    }

    void says(String text, String clientMessageId) {
        sends(Map.of("type", "message", "text", text, "clientMessageId", clientMessageId));
    }

    void sends(Map<String, ?> frame) {
        sendsRaw(JSON.writeValueAsString(frame));
    }

    void sendsRaw(String frame) {
        socket.sendText(frame, true).join();
    }

    /** The next frame, whatever it is. */
    JsonNode next() {
        try {
            JsonNode frame = frames.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(frame).as("a frame within %s; the end of the socket: %s", Patience.LIMIT, closed).isNotNull();
            return frame;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next frame of one of these types; those before it are passed over. */
    JsonNode next(String... types) {
        JsonNode frame = next();
        while (!List.of(types).contains(frame.path("type").asString())) {
            frame = next();
        }
        return frame;
    }

    /** The next message that is not the greeting. */
    JsonNode nextAnswer() {
        JsonNode frame = next("message");
        while (frame.path("greeting").asBoolean()) {
            frame = next("message");
        }
        return frame;
    }

    /** All that comes until a pong answers a ping sent now. */
    List<JsonNode> untilPong() {
        sends(Map.of("type", "ping"));
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode frame = next(); !frame.path("type").asString().equals("pong"); frame = next()) {
            all.add(frame);
        }
        return all;
    }

    /** Sends a frame up to this many times, until the server closes the socket; returns the status. */
    int closedAfter(String frame, int most) {
        for (int i = 0; i < most && !closed.isDone(); i++) {
            socket.sendText(frame, true).exceptionally(e -> socket).join();
        }
        return closedWith();
    }

    /** The status with which the server closes the socket, once it does. */
    int closedWith() {
        return closed.orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Disconnects without a close frame, as when the network fails. */
    void vanishes() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
            closed.complete(status);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.completeExceptionally(error);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
