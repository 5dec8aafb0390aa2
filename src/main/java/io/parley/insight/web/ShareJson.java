package io.parley.insight.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.insight.Share;

/**
 * A share as programs read it.
 *
 * @param low the lower end of the interval in which it lies with 95 %
 */
record ShareJson(long n, long of, double share, double low, double high, @JsonProperty("tooFew") boolean isTooFew) {
    static ShareJson of(Share share) {
        return new ShareJson(share.n(), share.of(), share.share(), share.low(), share.high(), share.tooFew());
    }
}
