package io.parley.learning.replay;

import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Customers' last questions, to be asked of several FAQs.
 *
 * @param questions the newest first
 * @param thresholds how sure a FAQ must be to answer them
 */
public record RecentQuestions(List<String> questions, Thresholds thresholds) {
    public RecentQuestions {
        questions = List.copyOf(questions);
    }

    /** The same with other questions, each once. */
    public RecentQuestions and(Collection<String> others) {
        return new RecentQuestions(Stream.concat(questions.stream(), others.stream()).distinct().toList(), thresholds);
    }

    /** Asks each of a FAQ. */
    public Answers of(Search faq) {
        return Answers.of(faq, questions, thresholds);
    }
}
