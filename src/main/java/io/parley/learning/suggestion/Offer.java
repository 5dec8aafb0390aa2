package io.parley.learning.suggestion;

import io.parley.learning.suggestion.Suggestion.Care;
import io.parley.learning.suggestion.Suggestion.Wording;
import java.util.List;

/**
 * What could be taught from a ticket, without what tells of somebody.
 *
 * @param wording with no ways to ask
 * @param ways to ask besides the question
 */
public record Offer(Wording wording, List<Way> ways, Care care) {
    public Offer {
        ways = List.copyOf(ways);
    }

    /** Whoever asks so. */
    public enum From {
        /** The ticket's customer. */
        CUSTOMER,
        /** Other customers. */
        OTHERS,
        /** Nobody: a language model wrote it. */
        MODEL
    }

    /**
     * A way to ask.
     *
     * @param isNear whether it is so near to the question that it very likely asks the same
     */
    public record Way(String text, From from, boolean isNear) {}
}
