package io.parley.answering;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;

/**
 * A FAQ entry that the person may have meant.
 *
 * @param entry    the entry
 * @param question its question, as shown
 */
public record Suggestion(FaqId entry, String question) {

    static Suggestion of(FaqEntry entry) {
        return new Suggestion(entry.id(), entry.question());
    }
}
