package io.parley.knowledge;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.util.VectorUtil;

/** The entries that one search has come upon, each with what speaks for it. */
final class Candidates {

    private final float[] vector;
    private final Map<FaqId, Candidate> found = new HashMap<>();

    Candidates(float[] vector) {
        this.vector = vector;
    }

    Collection<Candidate> all() {
        return found.values();
    }

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
        return found.computeIfAbsent(entry.entry().id(), id -> measured(entry));
    }

    /** The candidate with the cosines to all its phrasings, of which the searches may have seen only some or none. */
    private Candidate measured(IndexedEntry entry) {
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
