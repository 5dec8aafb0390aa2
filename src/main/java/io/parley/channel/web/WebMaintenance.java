package io.parley.channel.web;

import io.parley.channel.web.access.WebSettings;
import io.parley.cluster.StartupPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Periodic tasks: fetching answers whose notification was lost, pinging sockets, and deleting old messages and
 * sessions.
 */
@Component
@ConditionalOnWebApplication
class WebMaintenance implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WebMaintenance.class);
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final Duration PING = Duration.ofSeconds(30);
    private static final Duration FORGET = Duration.ofHours(1);

    private final ChatSockets sockets;
    private final PendingReplies replies;
    private final WebMessages messages;
    private final WebSessions sessions;
    private final WebSettings settings;
    private final InstantSource clock;
    private volatile @Nullable ScheduledExecutorService timer;

    WebMaintenance(ChatSockets sockets, PendingReplies replies, WebMessages messages, WebSessions sessions,
            WebSettings settings, InstantSource clock) {
        this.sockets = sockets;
        this.replies = replies;
        this.messages = messages;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        ScheduledExecutorService fresh = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("web-chat").factory());
        every(fresh, LOOK, this::look);
        every(fresh, PING, () -> sockets.ping(clock.instant()));
        every(fresh, FORGET, this::forget);
        timer = fresh;
    }

    private void look() {
        sockets.look();
        replies.look();
    }

    /** Forgets answers that no browser will fetch any more, and sessions that nobody came back to. */
    void forget() {
        Instant now = clock.instant();
        int answers = messages.forgetBefore(now.minus(settings.keepMessages()));
        int visits = sessions.forgetUnseenSince(now.minus(settings.keepSessions()));
        log.debug("Forgot {} delivered messages and {} sessions", answers, visits);
    }

    private static void every(ScheduledExecutorService timer, Duration pace, Runnable task) {
        var _ = timer.scheduleWithFixedDelay(() -> quietly(task), pace.toMillis(), pace.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.warn("The web chat's care is taken up again later: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        timer = null;
        if (running != null) {
            running.shutdownNow();
        }
        sockets.close();
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
