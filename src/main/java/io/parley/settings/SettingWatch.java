package io.parley.settings;

import io.parley.cluster.Notifications;
import io.parley.cluster.StartupPhase;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps this instance's settings like the database: it looks when another instance says so, and from time to time. */
@Component
final class SettingWatch implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SettingWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Settings settings;
    private final Semaphore changed = new Semaphore(0);
    private volatile boolean running;

    SettingWatch(Settings settings, Notifications notifications) {
        this.settings = settings;
        notifications.listen(Settings.TOPIC, subject -> changed.release());
    }

    /** What operators set is in effect before the first message. */
    @Override
    public void start() {
        running = true;
        settings.refresh();
        Thread.ofVirtual().name("settings").start(this::watch);
    }

    private void watch() {
        while (running) {
            try {
                if (changed.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
                if (running) {
                    settings.refresh();
                }
            } catch (RuntimeException e) {
                log.warn("Settings cannot be read; those that are known stay in effect: {}", e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        changed.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StartupPhase.WAKEUPS;
    }
}
