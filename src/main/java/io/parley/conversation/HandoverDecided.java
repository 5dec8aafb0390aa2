package io.parley.conversation;

import java.time.Instant;

/**
 * The bot hands a conversation to a person. Published inside the transaction in which the customer is told.
 *
 * @param turnId the question that led to it
 * @param reason one of the seven words for why
 */
public record HandoverDecided(long conversationId, long turnId, String reason, Instant at) {}
