package io.parley.answering.model;

import io.parley.knowledge.faq.FaqEntry;
import java.util.List;

/** The result of asking the language model. */
public sealed interface ModelOutcome {

    /**
     * An answer that can be sent.
     *
     * @param text      plain text
     * @param cited     the entries that it cites, at least one
     * @param model     the model's name
     * @param tokensIn  tokens read, as the provider counts them; 0 where it does not say
     * @param tokensOut tokens written, likewise
     * @param millis    how long the model took
     */
    record Written(String text, List<FaqEntry> cited, String model, int tokensIn, int tokensOut, long millis)
            implements
                ModelOutcome {
        public Written {
            cited = List.copyOf(cited);
        }
    }

    /** The model says itself that it cannot answer. */
    record Declined(Why why) implements ModelOutcome {}

    /**
     * The model failed, or its answer cannot be sent.
     *
     * @param harmful whether the answer could have done harm
     */
    record Unusable(boolean harmful) implements ModelOutcome {}

    /** The model was not asked, since the budget of the day is used up. */
    record Spent() implements ModelOutcome {}

    /** Why the model does not answer. */
    enum Why {
        /** The entries do not answer it. */
        UNKNOWN,
        /** It asks for something that no text can do. */
        UNSUPPORTED,
        /** The customer wants a person. */
        PERSON,
        /** The model must not answer it. */
        REFUSED
    }
}
