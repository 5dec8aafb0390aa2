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

    /** Before any verdict, an answer counts as helpful eight times out of ten. */
    private static final double USUALLY_HELPFUL = 8;
    private static final double USUALLY_UNHELPFUL = 2;

    /** What people said about its answers, as log-odds against the usual: 0 without verdicts, negative for bad ones. */
    double record() {
        return Math.log((helpful + USUALLY_HELPFUL) / (unhelpful + USUALLY_UNHELPFUL))
                - Math.log(USUALLY_HELPFUL / USUALLY_UNHELPFUL);
    }
}
