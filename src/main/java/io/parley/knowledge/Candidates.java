package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The entries that one search has come upon, each with what speaks for it. */
final class Candidates {

    private final Map<FaqId, Candidate> found = new HashMap<>();

    /** The entry came near in meaning. */
    void near(IndexedEntry entry) {
        candidate(entry);
    }

    /** One way to ask for the entry has this share of the text's words. */
    void lexical(IndexedEntry entry, double share) {
        candidate(entry).lexical(share);
    }

    /** The entry's keywords, category and answer have this share of the text's words. */
    void about(IndexedEntry entry, double share) {
        candidate(entry).about(share);
    }

    private Candidate candidate(IndexedEntry entry) {
        return found.computeIfAbsent(entry.entry().id(), id -> new Candidate(entry));
    }

    /** All with the cosines to all their phrasings, of which the searches may have seen only some or none. */
    Collection<Candidate> compared(float[] vector) {
        List<Comparison> comparisons = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (Candidate candidate : found.values()) {
            for (Phrasing phrasing : candidate.indexed().phrasings()) {
                float[] other = phrasing.vector();
                if (other != null) {
                    comparisons.add(new Comparison(candidate, phrasing));
                    vectors.add(other);
                }
            }
        }
        float[] cosines = new DotProducts(vector).with(vectors.toArray(float[][]::new));
        for (int i = 0; i < cosines.length; i++) {
            comparisons.get(i).candidate.compared(comparisons.get(i).phrasing, cosines[i]);
        }
        return found.values();
    }

    private record Comparison(Candidate candidate, Phrasing phrasing) {}
}
