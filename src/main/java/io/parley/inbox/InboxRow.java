package io.parley.inbox;

import io.parley.channel.RawEvent;
import org.jspecify.annotations.Nullable;

/**
 * A stored event.
 *
 * @param turnId the turn that it became; null until its meaning is committed
 * @param heldFor the message that it waited for before; null when it never did
 */
record InboxRow(long id, RawEvent raw, @Nullable Long turnId, @Nullable String heldFor) {}
