package io.parley.conversation;

/**
 * Somebody wrote in a conversation that waits for, or is with, a person. Published inside the transaction that stores
 * the message.
 *
 * @param messageId what they said
 */
public record CustomerWrote(long conversationId, long messageId) {}
