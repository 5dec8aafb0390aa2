package io.parley.learning;

import io.parley.knowledge.Confidence;
import io.parley.knowledge.FaqId;
import io.parley.knowledge.Hit;
import io.parley.knowledge.Lesson;
import io.parley.knowledge.Search;
import java.util.Collection;
import java.util.List;

/** Weighs all that people said at once, each pair by what the FAQ and all other pairs say of it. */
final class Study {
    /** A pair is judged by a FAQ that was not taught its question; so many FAQs share the work. */
    static final int SHARES = 3;

    private Study() {}

    /**
     * What came of a pair.
     *
     * @param prior how sure the FAQ is without it
     */
    record Weighed(LessonRows.Row row, double prior, Lesson lesson) {}

    /**
     * Weighs anew.
     *
     * @param unprepared the FAQ, not taught the questions that it is asked
     */
    static List<Weighed> of(Collection<LessonRows.Row> pairs, Search unprepared) {
        return pairs.stream().map(row -> weighed(row, belief(unprepared, row.pair().entry(), row.pair().text())))
                .toList();
    }

    static Weighed weighed(LessonRows.Row row, double prior) {
        return new Weighed(row, prior, row.lesson(Weighing.weight(row.pair(), prior)));
    }

    /** How sure a search is that an entry answers a text; 0 when it does not find it. */
    static double belief(Search search, FaqId entry, String text) {
        return search.search(text, Search.MAX_HITS).stream().filter(hit -> hit.entry().id().equals(entry)).findFirst()
                .map(Hit::confidence).map(Confidence::value).orElse(0.0);
    }
}
