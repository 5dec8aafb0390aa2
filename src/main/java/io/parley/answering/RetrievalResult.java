package io.parley.answering;

import io.parley.answering.words.Words;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.ranking.Confidence;
import io.parley.knowledge.search.Hit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The result of a search.
 *
 * @param hits  the best published entry of each meaning, likeliest meaning first
 * @param guess whether only what was said before speaks for the best entry, so that a model would understand more
 */
record RetrievalResult(List<Hit> hits, boolean guess) {

    /** The confidence from the question alone below which the best entry is a guess. */
    private static final double SAYS_LITTLE = 0.1;
    /** An entry that is this many times less likely than the best is not offered as a choice. */
    private static final double LIKELY = 4;
    /** The most further entries of the same meaning that the model gets; more add little. */
    private static final int SAME = 2;

    RetrievalResult {
        hits = List.copyOf(hits);
    }

    /** The result of a search for the question alone. */
    static RetrievalResult of(List<Hit> hits) {
        return new RetrievalResult(answerable(hits), false);
    }

    /**
     * The result of a search for the question together with the conversation before it.
     *
     * @param hits  with it
     * @param alone without it
     */
    static RetrievalResult inContext(List<Hit> hits, List<Hit> alone) {
        List<Hit> answerable = answerable(hits);
        boolean guess = answerable.stream().limit(1).noneMatch(best -> alone.stream()
                .anyMatch(hit -> hit.meaning().id().equals(best.meaning().id())
                        && hit.confidence().atLeast(SAYS_LITTLE)));
        return new RetrievalResult(answerable, guess);
    }

    private static List<Hit> answerable(List<Hit> hits) {
        return hits.stream().filter(Hit::isAnswerable).toList();
    }

    /** The hits without those that ask the same as a better one: nobody can choose between two such entries. */
    Stream<Hit> different() {
        Set<List<String>> questions = new HashSet<>();
        return hits.stream().filter(hit -> questions.add(Words.of(hit.entry().question())));
    }

    /** Whether several entries say what the question probably asks for, and nothing else comes near them. */
    boolean isOneMeaning() {
        List<Hit> first = different().limit(2).toList();
        return !first.isEmpty() && !first.getFirst().meaning().others().isEmpty()
                && (first.size() == 1 || !first.get(1).confidence().atLeast(confidence().value() / LIKELY));
    }

    /** That of the best entry. */
    Confidence confidence() {
        return hits.isEmpty() ? Confidence.NONE : hits.getFirst().confidence();
    }

    /**
     * The entries that a model may write from: the likeliest, then up to two others of the same meaning, then those of
     * other meanings.
     */
    List<FaqEntry> entries(int most) {
        Stream<FaqEntry> same = hits.stream().limit(1).flatMap(best -> best.meaning().others().stream()).limit(SAME);
        return Stream.of(different().limit(1).map(Hit::entry), same, different().skip(1).map(Hit::entry))
                .flatMap(Function.identity()).limit(most).toList();
    }
}
