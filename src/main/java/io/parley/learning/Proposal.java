package io.parley.learning;

import io.parley.knowledge.faq.FaqId;

/**
 * A customer's question that could become a phrasing of the entry that answered it.
 *
 * @param helpful how many people said that the answer helped, or named the entry
 * @param unhelpful how many said that it did not
 * @param probability how probable it is that the entry answers the question, 0 to 1
 */
public record Proposal(long id, FaqId entry, String text, int helpful, int unhelpful, double probability) {}
