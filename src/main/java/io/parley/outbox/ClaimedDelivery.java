package io.parley.outbox;

import io.parley.queue.Claim;
import io.parley.queue.Claimed;

/**
 * A part of a message that this instance delivers.
 *
 * @param row the row as it was claimed
 */
record ClaimedDelivery(Claim claim, OutboxRow row) implements Claimed {}
