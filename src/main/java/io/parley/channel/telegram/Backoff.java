package io.parley.channel.telegram;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to rest after failures in a row: twice as long each time, up to a limit, and never two callers in step. */
final class Backoff {
    private static final int MOST_DOUBLINGS = 10;

    private final Duration first;
    private final Duration most;
    private int failures;

    Backoff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    /** The rest after one more failure: between half of the full time and the full time. */
    Duration next() {
        long full = Math.min(most.toMillis(), first.toMillis() << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }

    void reset() {
        failures = 0;
    }
}
