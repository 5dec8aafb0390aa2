package io.parley.outbox;

import io.parley.queue.Claim;
import io.parley.queue.Claimed;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message that this instance delivers.
 *
 * @param row the row as it was claimed
 * @param trace the trace to which it belongs; null for none
 */
record ClaimedDelivery(Claim claim, OutboxRow row, @Nullable String trace) implements Claimed {}
