package io.parley.learning.replay;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The entries with which a FAQ answers questions. */
public final class Answers {
    private final Map<String, Optional<FaqEntry>> byQuestion;

    private Answers(Map<String, Optional<FaqEntry>> byQuestion) {
        this.byQuestion = byQuestion;
    }

    /** Asks each question alone; takes some milliseconds a question. */
    static Answers of(Search search, Collection<String> questions, Thresholds thresholds) {
        Map<String, Optional<FaqEntry>> found = new LinkedHashMap<>();
        questions.forEach(question -> found.put(question, of(search, question, thresholds)));
        return new Answers(found);
    }

    /** The entry that a question alone is answered with; empty when the bot asks back or has no answer. */
    static Optional<FaqEntry> of(Search search, String question, Thresholds thresholds) {
        return thresholds.sure(search.meanings(question, 2)).map(Hit::entry);
    }

    /** Whether two answers to a question are the same: none, or entries that mean the same. */
    static boolean areSame(Optional<FaqEntry> one, Optional<FaqEntry> other) {
        return one.isPresent() ? other.filter(one.get()::meansTheSameAs).isPresent() : other.isEmpty();
    }

    /** How many questions are answered. */
    public int count() {
        return (int) byQuestion.values().stream().filter(Optional::isPresent).count();
    }

    /** How many questions are answered otherwise, or are answered by one of the two only. */
    public int differingFrom(Answers other) {
        return (int) byQuestion.entrySet().stream()
                .filter(one -> !areSame(one.getValue(), other.answer(one.getKey()))).count();
    }

    /** How many questions that are answered by this one are answered otherwise by the other, or not at all. */
    public int lostIn(Answers other) {
        return (int) byQuestion.entrySet().stream().filter(one -> one.getValue().isPresent())
                .filter(one -> !areSame(one.getValue(), other.answer(one.getKey()))).count();
    }

    private Optional<FaqEntry> answer(String question) {
        return byQuestion.getOrDefault(question, Optional.empty());
    }
}
