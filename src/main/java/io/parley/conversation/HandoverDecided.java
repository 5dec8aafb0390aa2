package io.parley.conversation;

import java.time.Instant;

/**
 * The bot hands over a conversation to an agent. Published inside the transaction in which the customer is told.
 *
 * @param messageId the question that led to it
 * @param reason one of the seven words for why
 */
public record HandoverDecided(long conversationId, long messageId, String reason, Instant at) {}
