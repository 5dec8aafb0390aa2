package io.parley.channel.calls;

import io.parley.channel.Capacity;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Circuit breaker of a service: opens after three failed calls in a row, or when the service rejects the bot's token
 * or permissions. While it is open, one probe per second finds out whether the service is back; other due deliveries
 * wait without using an attempt.
 */
public final class CircuitBreaker {
    /** How long a delivery waits for its next try. With a call that hung and what else is done, well below 10 seconds. */
    public static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    /** The pause after a rejected token, which nobody replaces within seconds. */
    public static final Duration TRY_TOKEN_AGAIN = Duration.ofSeconds(8);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Waiting deliveries come back within this time after a look, and not all at once. */
    private static final Duration SPREAD = Duration.ofMillis(500);
    /** One call may fail for reasons of its own. */
    private static final int FAILURES_IN_A_ROW = 3;

    private final MonotonicClock clock;
    private int failures;
    /** Whether the service did not let the bot do something, and has done nothing for it since. */
    private boolean shut;
    private OptionalLong nextLook = OptionalLong.empty();

    /** A service that is expected to work. */
    public CircuitBreaker(MonotonicClock clock) {
        this.clock = clock;
    }

    /** A call did not get an answer of the service's. */
    public synchronized void callFailed() {
        failures++;
        if (failures >= FAILURES_IN_A_ROW && nextLook.isEmpty()) {
            nextLook = OptionalLong.of(clock.in(LOOK_EVERY));
        }
    }

    /** The service did what it was asked for. */
    public synchronized void callWorked() {
        failures = 0;
        nextLook = OptionalLong.empty();
        shut = false;
    }

    /** The service answered, so it is there; whether it lets the bot in again, only what it does can tell. */
    public synchronized void callRefused() {
        failures = 0;
        if (!shut) {
            nextLook = OptionalLong.empty();
        }
    }

    /** The service does not let the bot do this at present, and would not the next one either. */
    public synchronized void notLetIn() {
        shut = true;
        nextLook = OptionalLong.of(clock.in(TRY_TOKEN_AGAIN));
    }

    /** Zero, if something may be delivered now; else how long to wait before asking again. */
    public synchronized Duration left() {
        Duration left = untilLook();
        return left.isZero() ? left : left.plusMillis(1 + ThreadLocalRandom.current().nextLong(SPREAD.toMillis()));
    }

    /** The same, and if it is zero during an outage, it is this call that finds out. */
    public synchronized Duration leave() {
        Duration left = left();
        if (nextLook.isPresent() && left.isZero()) {
            nextLook = OptionalLong.of(clock.in(LOOK_EVERY));
        }
        return left;
    }

    /** Whether the service is out of order, as far as is known. */
    public synchronized boolean isOpen() {
        return nextLook.isPresent();
    }

    /**
     * The capacity of the service: all of it, one delivery that probes whether the service is back, or nothing.
     *
     * @param whenItWorks the capacity when the service works
     */
    public synchronized Capacity capacity(Capacity whenItWorks) {
        Duration left = untilLook();
        if (left.isPositive()) {
            return Capacity.none(whenItWorks.concurrency(), left);
        }
        return isOpen() ? new Capacity(1, 1, LOOK_EVERY) : whenItWorks;
    }

    private Duration untilLook() {
        Duration left = nextLook.isEmpty() ? Duration.ZERO : clock.until(nextLook.getAsLong());
        return left.isPositive() ? left : Duration.ZERO;
    }
}
