package io.parley.desk.live;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Keeps the sockets of the desk's pages. The pages only listen: one that says something is closed. */
@Component
@ConditionalOnWebApplication
class DeskSocketHandler extends TextWebSocketHandler {
    /** The attribute of the socket that names its agent's session. */
    static final String SESSION = "session";
    private static final String SOCKET = "socket";

    private final DeskSockets sockets;
    private final InstantSource clock;

    DeskSocketHandler(DeskSockets sockets, InstantSource clock) {
        this.sockets = sockets;
        this.clock = clock;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession connection) {
        Map<String, Object> attributes = connection.getAttributes();
        DeskSocket socket = new DeskSocket(connection, (String) Objects.requireNonNull(attributes.get(SESSION)),
                Objects.requireNonNull(connection.getPrincipal()).getName(), clock.instant());
        attributes.put(SOCKET, socket);
        sockets.add(socket);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession connection, CloseStatus status) {
        if (connection.getAttributes().get(SOCKET) instanceof DeskSocket socket) {
            sockets.remove(socket);
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession connection, PongMessage message) {
        socket(connection).heard(clock.instant());
    }

    @Override
    protected void handleTextMessage(WebSocketSession connection, TextMessage message) {
        socket(connection).close(CloseStatus.POLICY_VIOLATION);
    }

    private static DeskSocket socket(WebSocketSession connection) {
        return (DeskSocket) Objects.requireNonNull(connection.getAttributes().get(SOCKET));
    }
}
