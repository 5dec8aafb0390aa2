package io.parley.support;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** How long tests wait for what must come: longer than it takes on any machine, however busy, and the same for all. */
public final class Patience implements LauncherSessionListener {
    /** The patience of one wait. */
    public static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    /**
     * Where an hour or a day of UTC ends within half a minute, waits until the next has begun: for tests of what is counted by
     * it on the database's clock, which no test can set.
     */
    public static void pastTheTurnOf(ChronoUnit unit) {
        Awaitility.await().until(() -> {
            Instant now = Instant.now();
            return now.plus(HALF_A_MINUTE).truncatedTo(unit).equals(now.truncatedTo(unit));
        });
    }

    /** A server whose client breaks off makes one of its own threads fail, which is meant and no fault of the test that waits. */
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LIMIT);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(LOOK_EVERY);
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
