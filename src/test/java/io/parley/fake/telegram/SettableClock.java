package io.parley.fake.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The real time, put forward as far as a test wishes. */
public final class SettableClock implements InstantSource {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead.get());
    }

    /** Lets this much time pass at once. */
    public void advance(Duration by) {
        ahead.updateAndGet(by::plus);
    }
}
