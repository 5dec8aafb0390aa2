package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries that one search has come upon, each with what speaks for it. */
final class Candidates {

    private final CommonAnswer common;
    private final Map<FaqId, Candidate> found = new HashMap<>();
    private double closeness;

    /**
     * Nothing yet.
     *
     * @param common an answer that is not looked at
     */
    Candidates(CommonAnswer common) {
        this.common = common;
    }

    /** The entry came near in meaning. */
    void near(IndexedEntry entry) {
        candidate(entry);
    }

    /** One way to ask for the entry has this share of the text's words. */
    void lexical(IndexedEntry entry, double share) {
        candidate(entry).lexical(share);
    }

    /** All that the entry says has these of the text's words. */
    void whole(IndexedEntry entry, double score, double share) {
        candidate(entry).whole(score, share);
    }

    private Candidate candidate(IndexedEntry entry) {
        return found.computeIfAbsent(entry.entry().id(), id -> new Candidate(entry));
    }

    /** All of them. */
    Collection<Candidate> all() {
        return found.values();
    }

    /**
     * How much nearer the text is to the nearest way to ask than that one is to the next; below 0 where the text lies farther
     * from the FAQ than its own ways to ask lie from each other.
     */
    double closeness() {
        return closeness;
    }

    /** Finds the cosines to all their phrasings, of which the searches may have seen only some or none. */
    void compare(float[] vector) {
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

    private static double closeness(List<Comparison> comparisons, float[][] vectors, float[] cosines) {
        int nearest = nearest(comparisons, cosines, null);
        if (nearest < 0) {
            return 0;
        }
        float[] among = new DotProducts(vectors[nearest]).with(vectors);
        int next = nearest(comparisons, among, comparisons.get(nearest).phrasing);
        return next < 0 ? 0 : cosines[nearest] - among[next];
    }

    /** The place of the nearest way to ask besides one; -1 when there is none. */
    private static int nearest(List<Comparison> comparisons, float[] cosines, @Nullable Phrasing besides) {
        int best = -1;
        for (int i = 0; i < cosines.length; i++) {
            Phrasing phrasing = comparisons.get(i).phrasing;
            if (phrasing.asks() && phrasing != besides && (best < 0 || cosines[i] > cosines[best])) {
                best = i;
            }
        }
        return best;
    }
}
