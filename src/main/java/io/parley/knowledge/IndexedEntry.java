package io.parley.knowledge;

import java.util.List;

/**
 * An entry with everything by which it is found.
 *
 * @param helpful   how often people said that an answer from it helped
 * @param unhelpful how often they said that it did not
 */
record IndexedEntry(FaqEntry entry, List<Phrasing> phrasings, int helpful, int unhelpful) {

    IndexedEntry {
        phrasings = List.copyOf(phrasings);
    }
}
