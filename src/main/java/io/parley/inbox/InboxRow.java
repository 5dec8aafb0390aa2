package io.parley.inbox;

import io.parley.channel.RawEvent;
import org.jspecify.annotations.Nullable;

/**
 * A stored event.
 *
 * @param messageId the message that it became; null until its meaning is committed
 * @param waitsFor the message that it waited for before; null when it never did
 */
record InboxRow(RawEvent raw, @Nullable Long messageId, @Nullable String waitsFor) {}
