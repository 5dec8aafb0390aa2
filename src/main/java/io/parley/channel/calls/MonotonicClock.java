package io.parley.channel.calls;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time that only goes forward, for limits, waits and what is remembered for a while: setting the machine's clock neither
 * stops nor opens them. Libraries' buckets refill and their entries expire by it.
 *
 * @param nanos nanoseconds since an arbitrary moment, as {@link System#nanoTime} counts them
 */
public record MonotonicClock(LongSupplier nanos) implements TimeMeter, Ticker {
    /** The machine's. */
    public static MonotonicClock system() {
        return new MonotonicClock(System::nanoTime);
    }

    /** Nanoseconds since an arbitrary moment. */
    public long now() {
        return nanos.getAsLong();
    }

    /** How long until a moment of this clock; negative when it has passed. */
    public Duration until(long moment) {
        return Duration.ofNanos(moment - now());
    }

    /** The moment after that time. */
    public long in(Duration time) {
        return now() + time.toNanos();
    }

    @Override
    public long currentTimeNanos() {
        return now();
    }

    @Override
    public long read() {
        return now();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
