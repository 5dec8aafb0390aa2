package io.parley.cluster;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The instances that share one database. Each says every second that it lives; who has been silent for 6 seconds is taken
 * for dead and its claims are free. All times are the database's.
 */
@Component
public class Instances implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Instances.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /** The condition on an {@code instance} row that says it lives. */
    static final String ALIVE = "heartbeat_at > now() - interval '6 seconds'";

    private final UUID me = UUID.randomUUID();
    private final JdbcClient jdbc;
    private @Nullable Thread heart;

    Instances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The id of this instance, new at each start. */
    public UUID me() {
        return me;
    }

    /**
     * Says that this instance lives, and forgets the dead. A row that was forgotten meanwhile comes back; its claims may be
     * another's by then, which their fences tell.
     */
    void beat() {
        jdbc.sql("insert into instance (id) values (?) on conflict (id) do update set heartbeat_at = now()").param(me)
                .update();
        jdbc.sql("delete from instance where heartbeat_at < now() - interval '1 hour'").update();
    }

    @Override
    public void start() {
        beat();
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
        } catch (RuntimeException e) {
            log.warn("No sign of life could be given: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        if (heart != null) {
            heart.interrupt();
            heart = null;
        }
        jdbc.sql("delete from instance where id = ?").param(me).update();
    }

    @Override
    public boolean isRunning() {
        return heart != null;
    }

    @Override
    public int getPhase() {
        return Phases.WAKEUPS;
    }
}
