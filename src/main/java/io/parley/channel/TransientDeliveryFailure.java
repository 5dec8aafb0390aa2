package io.parley.channel;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service certainly did not take it, and may take it later. */
public final class TransientDeliveryFailure extends DeliveryFailure {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * @param message what happened, without any text of the message
     * @param retryAfter how long the service asks to wait; null when it does not say
     */
    public TransientDeliveryFailure(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long the service asks to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
