package io.parley.tracing;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A message that is being received.
 *
 * @param trace the trace that begins with it; null where traces are off
 */
public record Beginning(Observation receiving, @Nullable String trace) implements AutoCloseable {
    static final Beginning UNTRACED = new Beginning(Observation.NOOP, null);

    /** It is received. */
    @Override
    public void close() {
        receiving.stop();
    }
}
