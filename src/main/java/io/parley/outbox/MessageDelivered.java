package io.parley.outbox;

import io.parley.channel.ChannelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message reached its service. Published after the commit.
 *
 * @param messageId the message
 * @param ofAgent whether it is what an agent says to a customer
 * @param receivedAt when the question that it answers was received
 * @param deliveredAt when the service took it
 */
public record MessageDelivered(ChannelName channel, long messageId, boolean ofAgent, @Nullable Instant receivedAt,
        Instant deliveredAt) {}
