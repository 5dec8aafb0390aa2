package io.parley.conversation;

/** A person took back what they said, and its words are gone. Published inside the transaction. */
public record MessageRetracted(long conversationId, long messageId) {}
