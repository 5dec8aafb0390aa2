package io.parley.evaluation;

import io.parley.evaluation.Outcome;
import io.parley.evaluation.TestQuestion;
import io.parley.knowledge.search.Hit;
import java.util.List;

/**
 * The result of the search for a question.
 *
 * @param hits  best first
 * @param nanos how long it took, from the text to the order and the confidence
 */
record Prediction(TestQuestion question, List<Hit> hits, long nanos) {

    Prediction {
        hits = List.copyOf(hits);
    }

    Outcome outcome() {
        return new Outcome(confidence(), rank(), question.isAnswerable());
    }

    double confidence() {
        return hits.isEmpty() ? 0 : hits.getFirst().confidence().value();
    }

    private int rank() {
        for (int i = 0; i < hits.size(); i++) {
            if (question.expected().contains(hits.get(i).entry().id().value())) {
                return i + 1;
            }
        }
        return 0;
    }
}
