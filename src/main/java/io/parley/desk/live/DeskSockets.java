package io.parley.desk.live;

import io.parley.cluster.Notifications;
import io.parley.cluster.StartupPhase;
import io.parley.handover.event.TicketSignals;
import io.parley.security.Accounts;
import io.parley.security.DeskSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * The open sockets of the desk's pages on this instance. They are told which tickets changed, and nothing else: each page
 * fetches what it may show. Changes that follow each other closely are told together.
 */
@Component
@ConditionalOnWebApplication
public class DeskSockets implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DeskSockets.class);
    private static final String ACCOUNT = "account";
    private static final int MOST_OF_A_SESSION = 30;
    private static final int MOST = 2_000;
    /** When more tickets than these changed, the pages are told to look at everything. */
    private static final int MOST_AT_ONCE = 20;
    private static final String EVERYTHING = "{\"kind\":\"all\"}";
    private static final Duration GATHERED = Duration.ofMillis(100);
    private static final Duration PING = Duration.ofSeconds(30);
    /** After this time without a sign of life a socket is taken for dead. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final Set<DeskSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Long> changed = new LinkedHashSet<>();
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private final DeskSessions sessions;
    private final Notifications notifications;
    private final InstantSource clock;
    private volatile @Nullable ScheduledExecutorService timer;

    DeskSockets(TicketSignals signals, Notifications notifications, DeskSessions sessions, InstantSource clock) {
        this.notifications = notifications;
        this.sessions = sessions;
        this.clock = clock;
        signals.listen(this::changed);
        notifications.listen(ACCOUNT, this::close);
    }

    /** An agent may do other things than before, on whichever instance their pages are. Those come back, if they may. */
    @EventListener
    void onChanged(Accounts.Changed account) {
        notifications.publish(ACCOUNT, account.login());
    }

    private void close(String login) {
        sockets.stream().filter(socket -> socket.login().equals(login))
                .forEach(socket -> work.execute(() -> socket.close(CloseStatus.POLICY_VIOLATION)));
    }

    /** Whether a session may have another socket here. */
    boolean hasRoomFor(String session) {
        return sockets.size() < MOST
                && sockets.stream().filter(socket -> socket.session().equals(session)).count() < MOST_OF_A_SESSION;
    }

    /** From now on the socket hears of changes. Its page looks at everything once: what changed before then was told to others. */
    void add(DeskSocket socket) {
        sockets.add(socket);
        socket.send(EVERYTHING);
    }

    void remove(DeskSocket socket) {
        sockets.remove(socket);
    }

    private void changed(long ticket) {
        if (sockets.isEmpty()) {
            return;
        }
        synchronized (changed) {
            changed.add(ticket);
        }
    }

    /** Tells the pages which tickets changed since the last time. */
    void tell() {
        List<Long> tickets;
        synchronized (changed) {
            tickets = List.copyOf(changed);
            changed.clear();
        }
        List<String> frames = tickets.size() > MOST_AT_ONCE
                ? List.of(EVERYTHING)
                : tickets.stream().map("{\"kind\":\"ticket\",\"id\":%d}"::formatted).toList();
        if (!frames.isEmpty()) {
            sockets.forEach(socket -> work.execute(() -> frames.forEach(socket::send)));
        }
    }

    /** Asks all pages for a sign of life, and closes the sockets of those that gave none, or whose agent signed out. */
    public void ping() {
        Instant longAgo = clock.instant().minus(SILENCE);
        Set<String> alive = sessions.alive(sockets.stream().map(DeskSocket::session).collect(Collectors.toSet()));
        for (DeskSocket socket : sockets) {
            boolean gone = !alive.contains(socket.session());
            boolean silent = socket.heardAt().isBefore(longAgo);
            work.execute(gone
                    ? () -> socket.close(CloseStatus.POLICY_VIOLATION)
                    : silent ? () -> socket.close(CloseStatus.SESSION_NOT_RELIABLE) : socket::ping);
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService fresh = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("desk").factory());
        every(fresh, GATHERED, this::tell);
        every(fresh, PING, this::ping);
        timer = fresh;
    }

    private static void every(ScheduledExecutorService timer, Duration pace, Runnable task) {
        var _ = timer.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.warn("The desk's pages are told later: {}", e.toString());
            }
        }, pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        timer = null;
        if (running != null) {
            running.shutdownNow();
        }
        sockets.forEach(socket -> socket.close(CloseStatus.GOING_AWAY));
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return StartupPhase.CHANNELS;
    }
}
