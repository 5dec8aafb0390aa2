package io.parley.knowledge.ranking;

import io.parley.knowledge.faq.CommonAnswer;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Meanings;
import io.parley.knowledge.faq.Phrasing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The entries that one search has come upon, each with what speaks for it. */
public final class Candidates {

    private final CommonAnswer common;
    private final Meanings meanings;
    private final Map<FaqId, Candidate> found = new HashMap<>();
    private double closeness;

    /**
     * Nothing yet.
     *
     * @param common   an answer that is not looked at
     * @param meanings tells which entries say the same
     */
    public Candidates(CommonAnswer common, Meanings meanings) {
        this.common = common;
        this.meanings = meanings;
    }

    /** The entry came near in meaning. */
    public void near(IndexedEntry entry) {
        candidate(entry);
    }

    private Candidate candidate(IndexedEntry entry) {
        return found.computeIfAbsent(entry.entry().id(), id -> new Candidate(entry));
    }

    /** All of them. */
    public Collection<Candidate> all() {
        return found.values();
    }

    /**
     * How much nearer the text is to the nearest way to ask than that one is to the next; below 0 where the text lies farther
     * from the FAQ than its own ways to ask lie from each other.
     */
    public double closeness() {
        return closeness;
    }

    /** Finds the cosines to all their phrasings, of which the searches may have seen only some or none. */
    public void compare(float[] vector) {
        List<Comparison> comparisons = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (Candidate candidate : found.values()) {
            boolean isAnswered = !common.isOf(candidate.indexed().entry());
            for (Phrasing phrasing : candidate.indexed().phrasings()) {
                float[] other = phrasing.vector();
                if (other != null && (isAnswered || phrasing.kind() != Phrasing.Kind.ANSWER)) {
                    comparisons.add(new Comparison(candidate, phrasing));
                    vectors.add(other);
                }
            }
        }
        float[][] all = vectors.toArray(float[][]::new);
        float[] cosines = new DotProducts(vector).with(all);
        for (int i = 0; i < cosines.length; i++) {
            comparisons.get(i).candidate.compared(comparisons.get(i).phrasing, cosines[i]);
        }
        closeness = closeness(comparisons, all, cosines);
    }

    private record Comparison(Candidate candidate, Phrasing phrasing) {}

    private double closeness(List<Comparison> comparisons, float[][] vectors, float[] cosines) {
        int nearest = nearest(comparisons, cosines, phrasing -> true);
        if (nearest < 0) {
            return 0;
        }
        Phrasing own = comparisons.get(nearest).phrasing;
        float[] among = new DotProducts(vectors[nearest]).with(vectors);
        int next = nearest(comparisons, among, phrasing -> isNext(phrasing, own));
        return next < 0 ? 0 : cosines[nearest] - among[next];
    }

    /** Whether it is another way to ask than this one; what other entries have to say the same is as good as the same. */
    private boolean isNext(Phrasing phrasing, Phrasing own) {
        return phrasing.entry().equals(own.entry())
                ? phrasing.id() != own.id()
                : !meanings.of(phrasing.entry()).equals(meanings.of(own.entry()));
    }

    /** The place of the nearest way to ask of those that are looked at; -1 when there is none. */
    private static int nearest(List<Comparison> comparisons, float[] cosines, Predicate<Phrasing> isLookedAt) {
        int best = -1;
        for (int i = 0; i < cosines.length; i++) {
            Phrasing phrasing = comparisons.get(i).phrasing;
            if (phrasing.asks() && (best < 0 || cosines[i] > cosines[best]) && isLookedAt.test(phrasing)) {
                best = i;
            }
        }
        return best;
    }
}
