package io.parley.conversation;

/**
 * A conversation ended because its thread moved to where another one is, which goes on for both. Published inside the
 * transaction.
 *
 * @param from the conversation that ended
 * @param into the one that goes on
 */
public record ConversationMerged(long from, long into) {}
