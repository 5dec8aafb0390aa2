package io.parley.channel.web.access;

import java.time.Duration;

/** More messages, or other requests, came from one session or address than is taken in that time. */
public final class RateLimited extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** @param retryAfter how long to wait, rounded up to whole seconds */
    public RateLimited(Duration retryAfter) {
        super("Too much in a short time. Please wait a moment.", null, false, false);
        this.retryAfter = retryAfter.isPositive()
                ? Duration.ofSeconds(retryAfter.plusMillis(999).toSeconds())
                : Duration.ofSeconds(1);
    }

    /** The whole seconds after which the next request is taken, at least one. */
    public long retryAfterSeconds() {
        return retryAfter.toSeconds();
    }
}
