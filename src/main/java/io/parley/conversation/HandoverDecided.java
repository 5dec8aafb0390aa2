package io.parley.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The bot hands over a conversation to an agent. Published inside the transaction in which the customer is told.
 *
 * @param messageId the question that led to it
 * @param reason one of the seven words for why
 * @param promisedUntil until when the customer was told that an answer will probably take; null when they were told no time
 */
public record HandoverDecided(long conversationId, long messageId, String reason, Instant at,
        @Nullable Instant promisedUntil) {}
