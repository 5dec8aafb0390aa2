package io.parley.channel.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether Slack is out of order, or does not let the bot in. While it is so, one delivery every few moments finds out whether
 * it still is, and whatever else is due waits without that counting as a try. So nobody is stormed, and everything goes on
 * within seconds of Slack being back.
 */
final class Outage {
    /** How long a delivery waits for its next try. With a call that hung and what else is done, well below 10 seconds. */
    static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    /** A token is not mended within seconds. */
    static final Duration TRY_TOKEN_AGAIN = Duration.ofSeconds(8);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Who waits comes back within this time after a look, and not all at once. */
    private static final Duration SPREAD = Duration.ofMillis(500);
    /** One call may fail for reasons of its own. */
    private static final int FAILURES_IN_A_ROW = 3;

    private final InstantSource clock;
    private int failures;
    /** Whether Slack did not let the bot do something, and has done nothing for it since. */
    private boolean shut;
    private @Nullable Instant nextLook;

    Outage(InstantSource clock) {
        this.clock = clock;
    }

    /** A call did not get an answer of Slack's. */
    synchronized void callFailed() {
        failures++;
        if (failures >= FAILURES_IN_A_ROW && nextLook == null) {
            nextLook = clock.instant().plus(LOOK_EVERY);
        }
    }

    /** Slack did what it was asked for. */
    synchronized void callWorked() {
        failures = 0;
        nextLook = null;
        shut = false;
    }

    /** Slack answered, so it is there; whether it lets the bot in again, only what it does can tell. */
    synchronized void callRefused() {
        failures = 0;
        if (!shut) {
            nextLook = null;
        }
    }

    /** Slack does not let the bot do this at present, and would not the next one either. */
    synchronized void notLetIn() {
        shut = true;
        nextLook = clock.instant().plus(TRY_TOKEN_AGAIN);
    }

    /** Zero, if something may be delivered now; else how long to wait before asking again. */
    synchronized Duration left() {
        Instant now = clock.instant();
        Instant look = nextLook;
        if (look == null || !look.isAfter(now)) {
            return Duration.ZERO;
        }
        long spread = ThreadLocalRandom.current().nextLong(SPREAD.toMillis());
        return Duration.between(now, look).plusMillis(1 + spread);
    }

    /** The same, and if it is zero during an outage, it is this delivery that finds out. */
    synchronized Duration leave() {
        Duration left = left();
        if (nextLook != null && left.isZero()) {
            nextLook = clock.instant().plus(LOOK_EVERY);
        }
        return left;
    }
}
