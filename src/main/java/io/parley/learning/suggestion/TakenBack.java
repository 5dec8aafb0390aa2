package io.parley.learning.suggestion;

/**
 * The bot answers no more with an entry that was taught, since it did not help. Published inside the transaction.
 *
 * @param entry the entry's id
 */
public record TakenBack(String entry) {}
