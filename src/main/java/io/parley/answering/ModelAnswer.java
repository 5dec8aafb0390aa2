package io.parley.answering;

import io.parley.answering.model.ModelOutcome;
import java.util.List;

/**
 * An answer that a language model wrote from FAQ entries and that passed the check.
 *
 * @param text       plain text
 * @param references the entries that it cites, at least one
 * @param model      the model's name
 * @param tokensIn   tokens read, as the provider counts them; 0 where it does not say
 * @param tokensOut  tokens written, likewise
 * @param millis     how long the model took
 */
public record ModelAnswer(String text, List<Reference> references, String model, int tokensIn, int tokensOut,
        long millis) implements Answer {

    public ModelAnswer {
        references = List.copyOf(references);
    }

    static ModelAnswer of(ModelOutcome.Written written) {
        return new ModelAnswer(written.text(), written.cited().stream().map(Reference::to).toList(), written.model(),
                written.tokensIn(), written.tokensOut(), written.millis());
    }
}
