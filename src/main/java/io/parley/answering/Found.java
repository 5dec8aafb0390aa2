package io.parley.answering;

import io.parley.knowledge.Confidence;
import io.parley.knowledge.FaqEntry;
import io.parley.knowledge.Hit;
import java.util.List;

/**
 * What a search came to.
 *
 * @param hits  published entries, best first
 * @param draft whether an entry that nobody has answered yet comes before all of them
 */
record Found(List<Hit> hits, boolean draft) {

    static final Found NOTHING = new Found(List.of(), false);

    Found {
        hits = List.copyOf(hits);
    }

    static Found of(List<Hit> hits) {
        return new Found(hits.stream().filter(Hit::isAnswerable).toList(),
                !hits.isEmpty() && !hits.getFirst().isAnswerable());
    }

    /** That of the best entry. */
    Confidence confidence() {
        return hits.isEmpty() ? Confidence.NONE : hits.getFirst().confidence();
    }

    List<FaqEntry> entries(int most) {
        return hits.stream().limit(most).map(Hit::entry).toList();
    }
}
