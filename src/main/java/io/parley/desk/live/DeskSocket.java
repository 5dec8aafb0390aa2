package io.parley.desk.live;

import java.io.IOException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.SessionLimitExceededException;

/** The open socket of one page of the desk. */
final class DeskSocket {
    private static final Logger log = LoggerFactory.getLogger(DeskSocket.class);
    private static final int SEND_WITHIN_MS = 5_000;
    private static final int UNSENT_BYTES = 16_000;

    private final WebSocketSession socket;
    private final String session;
    private final String login;
    private volatile Instant heardAt;

    /**
     * @param session the id of the session of the agent who is signed in
     * @param login the agent's
     * @param now the time
     */
    DeskSocket(WebSocketSession socket, String session, String login, Instant now) {
        this.socket = new ConcurrentWebSocketSessionDecorator(socket, SEND_WITHIN_MS, UNSENT_BYTES);
        this.session = session;
        this.login = login;
        this.heardAt = now;
    }

    String session() {
        return session;
    }

    String login() {
        return login;
    }

    Instant heardAt() {
        return heardAt;
    }

    void heard(Instant now) {
        heardAt = now;
    }

    /** Sends a frame. A socket that does not take it in time is closed; its page comes back and looks at everything anew. */
    void send(String frame) {
        write(new TextMessage(frame));
    }

    /** Asks the browser for a sign of life. */
    void ping() {
        write(new PingMessage());
    }

    private void write(WebSocketMessage<?> message) {
        try {
            socket.sendMessage(message);
        } catch (IOException | IllegalStateException | SessionLimitExceededException e) {
            log.debug("A socket of the desk does not take a frame and is closed: {}", e.getMessage());
            close(CloseStatus.SESSION_NOT_RELIABLE);
        }
    }

    void close(CloseStatus status) {
        try {
            socket.close(status);
        } catch (IOException e) {
            log.debug("A socket of the desk did not close cleanly: {}", e.getMessage());
        }
    }
}
