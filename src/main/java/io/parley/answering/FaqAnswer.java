package io.parley.answering;

import io.parley.knowledge.ranking.Confidence;
import java.util.List;

/**
 * The FAQ's answer.
 *
 * @param text       the entry's answer, word for word; while a ticket waits, a sentence follows that says so
 * @param confidence the probability that the entry is what was asked for; 1 where the person chose it
 * @param reference  the entry
 */
public record FaqAnswer(String text, Confidence confidence, Reference reference) implements Answer {

    @Override
    public List<Reference> references() {
        return List.of(reference);
    }
}
