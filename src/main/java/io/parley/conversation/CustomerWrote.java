package io.parley.conversation;

/**
 * Somebody wrote in a conversation that waits for, or is with, a person. Published inside the transaction in which it is
 * heard.
 *
 * @param messageId what they said
 */
public record CustomerWrote(long conversationId, long messageId) {}
