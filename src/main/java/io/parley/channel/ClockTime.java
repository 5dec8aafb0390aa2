package io.parley.channel;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;

/** The application's time, for libraries that count nanoseconds: their buckets refill and their entries expire by it. */
public record ClockTime(InstantSource clock) implements TimeMeter, Ticker {
    private static final long NANOS = 1_000_000;

    @Override
    public long currentTimeNanos() {
        return clock.millis() * NANOS;
    }

    @Override
    public long read() {
        return currentTimeNanos();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
