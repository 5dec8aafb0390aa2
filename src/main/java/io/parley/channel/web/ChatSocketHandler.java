package io.parley.channel.web;

import io.parley.channel.web.access.ChatLimits;
import io.parley.channel.web.access.RateLimited;
import io.parley.channel.web.page.ChatGreeting;
import java.time.InstantSource;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Speaks with browsers over {@code WS /ws/chat}. */
@Component
class ChatSocketHandler extends TextWebSocketHandler {
    private static final Logger log = LoggerFactory.getLogger(ChatSocketHandler.class);
    private static final String SOCKET = "socket";
    private static final long LATER_SECONDS = 5;

    private final ChatSockets sockets;
    private final WebReception reception;
    private final WebMessages messages;
    private final ChatLimits limits;
    private final ChatGreeting greeting;
    private final InstantSource clock;

    ChatSocketHandler(ChatSockets sockets, WebReception reception, WebMessages messages, ChatLimits limits,
            ChatGreeting greeting,
            InstantSource clock) {
        this.sockets = sockets;
        this.reception = reception;
        this.messages = messages;
        this.limits = limits;
        this.greeting = greeting;
        this.clock = clock;
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession connection) {
        ChatHandshake.Opening opening = (ChatHandshake.Opening) Objects
                .requireNonNull(connection.getAttributes().get(ChatHandshake.OPENING));
        ChatSocket socket = new ChatSocket(connection, opening.session(), opening.address(), opening.from(),
                clock.instant());
        connection.getAttributes().put(SOCKET, socket);
        socket.send(Frames.init(opening.session()));
        socket.send(
                Frames.greeting(opening.session(), greeting.by(opening.session().supporterName(), opening.language())));
        sockets.add(socket);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession connection, CloseStatus status) {
        if (connection.getAttributes().get(SOCKET) instanceof ChatSocket socket) {
            sockets.remove(socket);
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession connection, PongMessage message) {
        ChatSocket socket = socket(connection);
        socket.heard(clock.instant());
        countForNothing(socket);
    }

    @Override
    protected void handleTextMessage(WebSocketSession connection, TextMessage piece) {
        ChatSocket socket = socket(connection);
        socket.heard(clock.instant());
        try {
            socket.receive(piece).map(FrameReader::read).ifPresent(frame -> take(socket, frame));
        } catch (InvalidRequest e) {
            answerForNothing(socket, Frames.error(e));
        }
    }

    /** Answers a frame that says nothing; a socket that sends too many of them is closed. */
    private void answerForNothing(ChatSocket socket, String answer) {
        if (countForNothing(socket)) {
            socket.send(answer);
        }
    }

    private boolean countForNothing(ChatSocket socket) {
        boolean isAllowed = limits.frameForNothing(socket.thread());
        if (!isAllowed) {
            socket.close(CloseStatus.POLICY_VIOLATION);
        }
        return isAllowed;
    }

    private void take(ChatSocket socket, ChatFrame frame) {
        if (frame instanceof ChatFrame.Ping) {
            answerForNothing(socket, Frames.PONG);
            return;
        }
        try {
            limits.message(socket.thread(), socket.address(), frame.length());
            socket.undisturbed(() -> store(socket, frame));
        } catch (InvalidRequest e) {
            throw e.of(frame.clientMessageId());
        } catch (RateLimited e) {
            answerForNothing(socket, Frames.tooFast(e, frame.clientMessageId()));
        } catch (RuntimeException e) {
            log.warn("A chat frame could not be stored: {}", e.toString());
            socket.send(Frames.outage("This did not work just now. Please try again in a moment.", LATER_SECONDS,
                    frame.clientMessageId()));
        }
    }

    private void store(ChatSocket socket, ChatFrame frame) {
        boolean isNew = reception.take(socket.thread(), frame, socket.address());
        socket.send(Frames.ack(frame.clientMessageId()));
        if (!isNew) {
            sendAgain(socket, frame);
        }
    }

    private void sendAgain(ChatSocket socket, ChatFrame frame) {
        messages.answerTo(socket.thread(), WebNames.message(socket.thread(), frame.clientMessageId()))
                .ifPresent(socket::sendAgain);
    }

    private static ChatSocket socket(WebSocketSession connection) {
        return (ChatSocket) Objects.requireNonNull(connection.getAttributes().get(SOCKET));
    }
}
