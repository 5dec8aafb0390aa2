package io.parley.handover.reply;

import java.time.Instant;

/**
 * A reply that its agent can take back.
 *
 * @param messageId our id of it
 * @param goesAt when it goes
 */
public record WaitingReply(long messageId, long ticket, Instant goesAt) {}
