package io.parley.knowledge;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.apache.lucene.util.VectorUtil;

/** The entries that one search has come upon, each with what speaks for it. */
final class Candidates {

    private final Map<FaqId, IndexedEntry> entries;
    private final float[] vector;
    private final Map<FaqId, Candidate> found = new HashMap<>();

    Candidates(Map<FaqId, IndexedEntry> entries, float[] vector) {
        this.entries = entries;
        this.vector = vector;
    }

    Collection<Candidate> all() {
        return found.values();
    }

    /** The phrasing's entry came near in meaning. */
    void near(Phrasing phrasing) {
        candidate(phrasing);
    }

    void lexical(Phrasing phrasing, double share) {
        candidate(phrasing).lexical(share);
    }

    void about(Phrasing phrasing, double share) {
        candidate(phrasing).about(share);
    }

    private Candidate candidate(Phrasing phrasing) {
        return found.computeIfAbsent(phrasing.entry(), this::measured);
    }

    /** The candidate with the cosines to all its phrasings, of which the searches may have seen only some or none. */
    private Candidate measured(FaqId id) {
        IndexedEntry entry = entries.get(id);
        if (entry == null) {
            throw new IllegalStateException("The index found the entry " + id + " that it does not hold.");
        }
        Candidate candidate = new Candidate(entry);
        for (Phrasing phrasing : entry.phrasings()) {
            float[] other = phrasing.vector();
            if (other != null) {
                candidate.compared(phrasing, VectorUtil.dotProduct(vector, other));
            }
        }
        return candidate;
    }
}
