package io.parley.answering;

import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.tracing.Steps;
import io.parley.tracing.Steps.Step;
import java.util.List;

/** A search that is a step of a message's way. */
record ObservedSearch(Search search, Steps steps) implements Search {
    @Override
    public List<Hit> search(String text, int k) {
        return steps.time(Step.SEARCH, () -> search.search(text, k));
    }

    @Override
    public List<Hit> meanings(String text, int k) {
        return steps.time(Step.SEARCH, () -> search.meanings(text, k));
    }
}
