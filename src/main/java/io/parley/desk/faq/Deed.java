package io.parley.desk.faq;

import io.parley.learning.suggestion.Publisher.As;
import io.parley.learning.suggestion.Suggestion;
import java.util.Locale;

/** A decision on what could be learned, as the last part of an address names it. */
enum Deed {
    PUBLISH(As.ENTRY, "published"), ATTACH(As.WAYS, "attached"), REPLACE(As.ANSWER, "attached");

    private final As as;
    private final String done;

    Deed(As as, String done) {
        this.as = as;
        this.done = done;
    }

    As as() {
        return as;
    }

    /** The key of the sentence that says that it is done. */
    String done() {
        return done;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The likeliest decision on a suggestion. */
    static Deed likeliest(Suggestion suggestion, DraftForm form) {
        if (form.chosen().isEmpty()) {
            return PUBLISH;
        }
        return switch (suggestion.kind()) {
            case NEW -> PUBLISH;
            case PHRASING -> ATTACH;
            case CONTRADICTION -> REPLACE;
        };
    }
}
