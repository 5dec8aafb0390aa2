package io.parley.channel;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The request went out and no answer came back: the service may or may not have taken it. */
public final class UnknownDeliveryFailure extends DeliveryFailure {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** @param message what happened, without any text of the message */
    public UnknownDeliveryFailure(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, without any text of the message
     * @param retryAfter when to ask again what became of it; null when nothing is known about that
     */
    public UnknownDeliveryFailure(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** When to ask again what became of it. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
