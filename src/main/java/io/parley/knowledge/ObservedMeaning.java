package io.parley.knowledge;

import io.parley.knowledge.search.FaqSearch;
import io.parley.tracing.Steps;
import io.parley.tracing.Steps.Step;
import java.util.List;
import java.util.function.Function;

/** Meanings of texts, by which ranking is a step of a message's way. */
record ObservedMeaning(FaqSearch.Meaning meaning, Steps steps) implements FaqSearch.Meaning {
    @Override
    public <R> R of(List<String> pieces, Function<List<float[]>, R> then) {
        return meaning.of(pieces, steps.carried(vectors -> steps.time(Step.RANK, () -> then.apply(vectors))));
    }
}
