package io.parley.answering;

import io.parley.knowledge.Confidence;
import io.parley.knowledge.FaqEntry;
import io.parley.knowledge.Hit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a search came to.
 *
 * @param hits  published entries, best first
 * @param draft whether an entry that nobody has answered yet comes before all of them
 * @param guess whether only what was said before speaks for the best entry, so that a model would understand more
 */
record Found(List<Hit> hits, boolean draft, boolean guess) {

    /** What a question says by itself for an entry, below which the entry is a guess. */
    private static final double SAYS_LITTLE = 0.1;

    Found {
        hits = List.copyOf(hits);
    }

    /** What was found for the question by itself. */
    static Found of(List<Hit> hits) {
        return new Found(answerable(hits), isDraft(hits), false);
    }

    /**
     * What was found with what was said before.
     *
     * @param hits  with it
     * @param alone without it
     */
    static Found inContext(List<Hit> hits, List<Hit> alone) {
        List<Hit> answerable = answerable(hits);
        boolean guess = answerable.stream().limit(1).noneMatch(best -> alone.stream()
                .anyMatch(hit -> hit.entry().id().equals(best.entry().id()) && hit.confidence().atLeast(SAYS_LITTLE)));
        return new Found(answerable, isDraft(hits), guess);
    }

    private static List<Hit> answerable(List<Hit> hits) {
        return hits.stream().filter(Hit::isAnswerable).toList();
    }

    /** The hits without those that ask the same as a better one: nobody can choose between two such entries. */
    Stream<Hit> different() {
        Set<List<String>> questions = new HashSet<>();
        return hits.stream().filter(hit -> questions.add(Words.of(hit.entry().question())));
    }

    private static boolean isDraft(List<Hit> hits) {
        return !hits.isEmpty() && !hits.getFirst().isAnswerable();
    }

    /** That of the best entry. */
    Confidence confidence() {
        return hits.isEmpty() ? Confidence.NONE : hits.getFirst().confidence();
    }

    List<FaqEntry> entries(int most) {
        return different().limit(most).map(Hit::entry).toList();
    }
}
