package io.parley.answering;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import org.jspecify.annotations.Nullable;

/**
 * A FAQ entry that an answer rests on.
 *
 * @param entry the entry
 * @param title its question
 * @param url   its page, http or https, if it has one
 * @param revision its revision that the answer rests on
 */
public record Reference(FaqId entry, String title, @Nullable String url, int revision) {

    static Reference to(FaqEntry entry) {
        return new Reference(entry.id(), entry.question(), entry.url(), entry.revision());
    }
}
