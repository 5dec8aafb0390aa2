package io.parley.cluster;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The instances that share one database. Each that serves gives a sign of life every second; one that has been silent for 6
 * seconds is dead, and its claims are free.
 */
@Component
public class Instances implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Instances.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration LAST_BEAT = Duration.ofSeconds(2);
    /** After this time nobody needs to know any more that an instance was there. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private final UUID me = UUID.randomUUID();
    private final Heartbeat heartbeat;
    private final Pulse pulse = new Pulse(me);
    private final boolean serving;
    private boolean silenced;
    private @Nullable Thread heart;

    Instances(DirectConnections connections, @Value("${parley.serving:true}") boolean serving) {
        this.heartbeat = new Heartbeat(connections, me);
        this.serving = serving;
    }

    /** The id of this instance, new at each start. */
    public UUID me() {
        return me;
    }

    /**
     * The instances that are dead, as far as this one has watched them. An instance that is not in the table {@code instance}
     * is dead, too.
     */
    public Set<UUID> dead() {
        return pulse.dead(System.nanoTime());
    }

    private void beat() throws SQLException {
        pulse.beaten(heartbeat.beat(), System.nanoTime());
        heartbeat.remove(pulse.silentFor(FORGOTTEN_AFTER, System.nanoTime()));
    }

    @Override
    public void start() {
        try {
            beat();
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not take this instance's sign of life", e);
        }
        log.info("Instance {}", me);
        heart = Thread.ofPlatform().daemon().name("heartbeat").start(this::beatOn);
    }

    private void beatOn() {
        try {
            while (true) {
                Thread.sleep(HEARTBEAT);
                beatOrWarn();
            }
        } catch (InterruptedException e) {
            log.debug("No more signs of life: this instance stops");
        }
    }

    private void beatOrWarn() {
        try {
            beat();
            silenced = false;
        } catch (SQLException | RuntimeException e) {
            if (!silenced) {
                log.warn("The database takes no sign of life: {}", e.getMessage());
            }
            silenced = true;
        }
    }

    @Override
    public void stop() {
        if (heart != null) {
            heart.interrupt();
            awaitEnd(heart);
            heart = null;
        }
        try (heartbeat) {
            heartbeat.remove(List.of(me));
        } catch (SQLException e) {
            log.info("The others will find out by themselves that this instance stopped: {}", e.getMessage());
        }
    }

    /** Waits for the last heartbeat to end, which would otherwise bring this instance back into the table. */
    private static void awaitEnd(Thread heart) {
        try {
            heart.join(LAST_BEAT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return heart != null;
    }

    /** A command claims nothing, so nobody needs to know that it lives. */
    @Override
    public boolean isAutoStartup() {
        return serving;
    }

    @Override
    public int getPhase() {
        return StartupPhase.WAKEUPS;
    }
}
