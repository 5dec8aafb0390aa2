package io.parley.knowledge.search;

import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.ranking.Evidence;
import java.util.List;

/** A candidate of a search with what speaks for it, for the fit of what judges candidates. */
public record Unjudged(FaqId entry, Evidence evidence) {

    /** All candidates of a search for a text. */
    public static List<Unjudged> of(FaqSearch search, String text) {
        return search.ranked(text).stream()
                .map(one -> new Unjudged(one.candidate().indexed().entry().id(), one.evidence())).toList();
    }
}
