package io.parley.learning;

import io.parley.knowledge.FaqId;

/**
 * A question and an entry that somebody said something about; each person counts once.
 *
 * @param entry the entry that was the answer, or should have been
 * @param text the question, in the customer's words
 * @param helpful how many said that the answer helped
 * @param unhelpful how many said that it did not
 * @param named how many agents named the entry as the right one
 */
record Pair(FaqId entry, String text, int helpful, int unhelpful, int named) {}
