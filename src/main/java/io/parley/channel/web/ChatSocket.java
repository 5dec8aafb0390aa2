package io.parley.channel.web;

import io.parley.channel.web.WebSessions.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.SessionLimitExceededException;

/** One open socket of a session: what it has been sent, and the frame that is coming in. */
final class ChatSocket {
    private static final Logger log = LoggerFactory.getLogger(ChatSocket.class);
    private static final int SEND_WITHIN_MS = 10_000;
    private static final int UNSENT_BYTES = 1_000_000;
    /** A text of 8,000 characters fits, even when each is written as an escape. */
    private static final int LONGEST_FRAME = 64_000;
    private static final int LONGEST_SUFFERED = 1_000_000;

    private final WebSocketSession socket;
    private final Session session;
    private final String address;
    private final long from;
    private final Set<Long> sentAgain = new HashSet<>();
    private final ReentrantLock pushing = new ReentrantLock();
    private final StringBuilder incoming = new StringBuilder();
    private long incomingLength;
    private long sentUpTo;
    private volatile Instant heardAt;

    /**
     * @param from the highest {@code seq} that the browser has
     * @param now the time
     */
    ChatSocket(WebSocketSession socket, Session session, String address, long from, Instant now) {
        this.socket = new ConcurrentWebSocketSessionDecorator(socket, SEND_WITHIN_MS, UNSENT_BYTES);
        this.session = session;
        this.address = address;
        this.from = from;
        this.sentUpTo = from;
        this.heardAt = now;
    }

    Session session() {
        return session;
    }

    String thread() {
        return session.id();
    }

    String address() {
        return address;
    }

    Instant heardAt() {
        return heardAt;
    }

    void heard(Instant now) {
        heardAt = now;
    }

    /** Sends a frame; a socket that cannot take it is closed, and its browser comes back for what it missed. */
    void send(String frame) {
        write(new TextMessage(frame));
    }

    /** Asks the browser for a sign of life. */
    void ping() {
        write(new PingMessage());
    }

    private boolean write(WebSocketMessage<?> message) {
        try {
            socket.sendMessage(message);
            return true;
        } catch (IOException | IllegalStateException | SessionLimitExceededException e) {
            log.debug("A chat socket does not take a frame and is closed: {}", e.getMessage());
            close(CloseStatus.SESSION_NOT_RELIABLE);
            return false;
        }
    }

    void close(CloseStatus status) {
        try {
            socket.close(status);
        } catch (IOException e) {
            log.debug("A chat socket did not close cleanly: {}", e.getMessage());
        }
    }

    /** Does something before which no delivery is sent here, so that a question's acknowledgement precedes its answer. */
    void undisturbed(Runnable action) {
        pushing.lock();
        try {
            action.run();
        } finally {
            pushing.unlock();
        }
    }

    /** Sends what was delivered since, each once, in order. */
    void catchUp(WebMessages messages, WebSessions sessions) {
        pushing.lock();
        try {
            List<WebMessage> missed = messages.after(thread(), sentUpTo);
            while (!missed.isEmpty() && push(missed)) {
                missed = messages.after(thread(), sentUpTo);
            }
            if (sentUpTo > from) {
                sessions.received(session.id(), sentUpTo);
            }
        } finally {
            pushing.unlock();
        }
    }

    private boolean push(List<WebMessage> missed) {
        for (WebMessage message : missed) {
            if (!write(new TextMessage(Frames.delivered(message)))) {
                return false;
            }
            sentUpTo = message.seq();
        }
        return true;
    }

    /** Sends an answer that the browser asks for again, unless this socket has sent it. */
    void sendAgain(WebMessage answer) {
        pushing.lock();
        try {
            if (answer.seq() <= from && sentAgain.add(answer.seq())) {
                send(Frames.delivered(answer));
            }
        } finally {
            pushing.unlock();
        }
    }

    boolean lags(long newest) {
        pushing.lock();
        try {
            return sentUpTo < newest;
        } finally {
            pushing.unlock();
        }
    }

    /**
     * Takes a piece of a frame.
     *
     * @return the whole frame once its last piece is here
     * @throws InvalidRequest when the whole is too long
     */
    Optional<String> receive(TextMessage piece) {
        incomingLength += piece.getPayloadLength();
        if (incomingLength > LONGEST_SUFFERED) {
            close(CloseStatus.TOO_BIG_TO_PROCESS);
            return Optional.empty();
        }
        if (incomingLength <= LONGEST_FRAME) {
            incoming.append(piece.getPayload());
        }
        return piece.isLast() ? Optional.of(whole()) : Optional.empty();
    }

    private String whole() {
        String frame = incoming.toString();
        boolean tooLong = incomingLength > LONGEST_FRAME;
        incoming.setLength(0);
        incomingLength = 0;
        if (tooLong) {
            throw new InvalidRequest("text", "The frame is too long; a message holds at most %,d characters"
                    .formatted(JsonFields.LONGEST_TEXT));
        }
        return frame;
    }
}
