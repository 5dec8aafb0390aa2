package io.parley.handover.reply;

import io.parley.actor.Helper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reply that goes in a moment.
 *
 * @param messageId our id of it
 * @param by the agent who wrote it; null when their account is gone
 * @param waitsSince since when the customer waited for it; null when a person had the last word
 * @param isFirst whether it is the first that an agent wrote in the ticket
 * @param resolves whether the ticket is resolved when it goes
 * @param asks whether the customer is asked then how it was
 */
record HeldReply(long messageId, long ticket, @Nullable Helper by, @Nullable Instant waitsSince, boolean isFirst,
        boolean resolves, boolean asks) {}
