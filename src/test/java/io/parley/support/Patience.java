package io.parley.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** How long tests wait for what must come: longer than it takes on any machine, however busy, and the same for all. */
public final class Patience implements LauncherSessionListener {
    /** The patience of one wait. */
    public static final Duration LIMIT = Duration.ofMinutes(1);

    /** A server whose client breaks off makes one of its own threads fail, which is meant and no fault of the test that waits. */
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LIMIT);
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
