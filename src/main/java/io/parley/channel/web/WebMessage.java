package io.parley.channel.web;

import io.parley.channel.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was delivered to a thread.
 *
 * @param seq rises with each delivery
 * @param thread the thread's key
 * @param action what the browser is to do with it
 * @param messageId the answer's id
 * @param replaces the id of the answer in whose place it comes; null when sending
 * @param inReplyTo the channel's id of the message that it answers, if it answers one
 * @param payload the answer, as {@link WebChannel#render} made it; empty when taking away
 * @param createdAt when it was delivered
 */
record WebMessage(long seq, String thread, Delivery.Action action, String messageId, @Nullable String replaces,
        @Nullable String inReplyTo, String payload, Instant createdAt) {}
