package io.parley.inbox;

import io.parley.channel.RawEvent;
import org.jspecify.annotations.Nullable;

/**
 * A stored event.
 *
 * @param turnId the turn that it became; null until its meaning is committed
 */
record InboxRow(long id, RawEvent raw, @Nullable Long turnId) {}
