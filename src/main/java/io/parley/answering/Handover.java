package io.parley.answering;

import java.util.List;

/**
 * A person takes over.
 *
 * @param reason      why
 * @param text        what the customer is told
 * @param suggestions entries that come nearest, for the case that they help meanwhile; often empty
 */
public record Handover(HandoverReason reason, String text, List<Suggestion> suggestions) implements Answer {

    public Handover {
        suggestions = List.copyOf(suggestions);
    }
}
