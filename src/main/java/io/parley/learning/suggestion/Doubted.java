package io.parley.learning.suggestion;

/**
 * Customers who may not teach say that an entry that was taught does not help; the bot answers with it all the same. Published
 * inside the transaction, once.
 *
 * @param entry the entry's id
 * @param thumbs how many say so, and how many the opposite
 */
public record Doubted(String entry, Thumbs thumbs) {}
