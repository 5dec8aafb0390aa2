package io.parley.channel.web;

import io.parley.cluster.Notifications;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/** The open sockets of this instance. A thread has one for each window in which its session is open. */
@Component
class ChatSockets {
    private static final Logger log = LoggerFactory.getLogger(ChatSockets.class);
    /** After this time without a sign of life a socket is taken for dead; signs are asked for four times as often. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final Map<String, Set<ChatSocket>> byThread = new ConcurrentHashMap<>();
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private final WebMessages messages;
    private final WebSessions sessions;

    ChatSockets(WebMessages messages, WebSessions sessions, Notifications notifications) {
        this.messages = messages;
        this.sessions = sessions;
        notifications.listen(WebChannel.DELIVERED, thread -> each(thread, this::catchUp));
        notifications.listen(WebChannel.WORKING,
                thread -> each(thread, socket -> socket.undisturbed(() -> socket.send(Frames.TYPING))));
    }

    /** Adds a socket and sends it what its browser missed. */
    void add(ChatSocket socket) {
        byThread.compute(socket.thread(), (thread, sockets) -> {
            Set<ChatSocket> present = sockets == null ? ConcurrentHashMap.newKeySet() : sockets;
            present.add(socket);
            return present;
        });
        catchUp(socket);
    }

    void remove(ChatSocket socket) {
        byThread.computeIfPresent(socket.thread(), (thread, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }

    long countOf(String address) {
        return all().stream().filter(socket -> socket.address().equals(address)).count();
    }

    /** Looks for deliveries whose wake-up was lost. */
    void look() {
        if (byThread.isEmpty()) {
            return;
        }
        messages.newest(List.copyOf(byThread.keySet()))
                .forEach((thread, seq) -> each(thread, socket -> {
                    if (socket.lags(seq)) {
                        catchUp(socket);
                    }
                }));
    }

    /** Asks all sockets for a sign of life and closes those that gave none for long. */
    void ping(Instant now) {
        for (ChatSocket socket : all()) {
            boolean silent = socket.heardAt().isBefore(now.minus(SILENCE));
            work.execute(silent ? () -> socket.close(CloseStatus.SESSION_NOT_RELIABLE) : socket::ping);
        }
    }

    /** Closes all sockets, so that their browsers go to another instance. */
    void close() {
        all().forEach(socket -> socket.close(CloseStatus.GOING_AWAY));
    }

    private void catchUp(ChatSocket socket) {
        socket.catchUp(messages, sessions);
    }

    private void each(String thread, Consumer<ChatSocket> action) {
        for (ChatSocket socket : byThread.getOrDefault(thread, Set.of())) {
            work.execute(() -> quietly(socket, action));
        }
    }

    private static void quietly(ChatSocket socket, Consumer<ChatSocket> action) {
        try {
            action.accept(socket);
        } catch (RuntimeException e) {
            log.warn("A chat socket is served later: {}", e.toString());
        }
    }

    private Collection<ChatSocket> all() {
        return byThread.values().stream().flatMap(Set::stream).toList();
    }
}
