package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A page's end of the desk's socket. */
final class DeskSocketClient implements AutoCloseable {
    private static final long PATIENCE = 10;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private DeskSocketClient(WebSocket.Builder builder, int port) {
        this.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/desk/ws"), new Listener()).join();
        assertThat(next()).as("the word that it hears of changes from now on").isEqualTo("{\"kind\":\"all\"}");
    }

    /** Opens a socket as an agent's page does; fails when it is refused. */
    static DeskSocketClient of(DeskClient agent, int port, @Nullable String origin) {
        WebSocket.Builder builder = agent.socket();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        return new DeskSocketClient(builder, port);
    }

    static String own(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** The next frame; empty when there is none for long. */
    String next() {
        try {
            String frame = frames.poll(PATIENCE, TimeUnit.SECONDS);
            return frame == null ? "" : frame;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets the frames that came, and says how many. */
    int drain() {
        return frames.drainTo(new ArrayList<>());
    }

    void says(String text) {
        socket.sendText(text, true).join();
    }

    /** The code with which the server closes it. */
    int closed() {
        return closed.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            frames.add(data.toString());
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }
}
