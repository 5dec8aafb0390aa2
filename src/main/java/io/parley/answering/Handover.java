package io.parley.answering;

import java.util.List;

/**
 * A person takes over.
 *
 * @param reason      why
 * @param told        what the customer is told
 * @param meanwhile   the words before the suggestions; empty without any
 * @param suggestions entries that come nearest, for the case that they help meanwhile; often empty
 */
public record Handover(HandoverReason reason, String told, String meanwhile, List<Suggestion> suggestions)
        implements
            Answer {

    public Handover {
        suggestions = List.copyOf(suggestions);
    }

    /** A hand-over without suggestions. */
    public Handover(HandoverReason reason, String told, List<Suggestion> suggestions) {
        this(reason, told, "", suggestions);
    }

    @Override
    public String text() {
        return meanwhile.isEmpty() ? told : told + "\n\n" + meanwhile;
    }

    /** The same hand-over, of which the customer is told one thing more; nothing when that is empty. */
    public Handover telling(String sentence) {
        return sentence.isEmpty() ? this : new Handover(reason, told + "\n\n" + sentence, meanwhile, suggestions);
    }
}
