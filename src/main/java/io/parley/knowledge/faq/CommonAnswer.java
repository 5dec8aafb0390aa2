package io.parley.knowledge.faq;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer that more than half of the entries have; it tells none of them apart.
 *
 * @param text the answer; null where there is none such
 */
public record CommonAnswer(@Nullable String text) {

    /** Finds the answer that more than half of these entries have. */
    public static CommonAnswer of(Collection<IndexedEntry> entries) {
        return of(entries, 1);
    }

    /** @param few so many entries have one answer for a reason, however small the FAQ is */
    static CommonAnswer of(Collection<IndexedEntry> entries, int few) {
        Map<String, Integer> frequencies = new HashMap<>();
        for (IndexedEntry indexed : entries) {
            String answer = indexed.entry().answer();
            if (answer != null && frequencies.merge(answer, 1, Integer::sum) > Math.max(few, entries.size() / 2)) {
                return new CommonAnswer(answer);
            }
        }
        return new CommonAnswer(null);
    }

    /** Tells whether an entry has this answer. */
    public boolean isOf(FaqEntry entry) {
        return text != null && text.equals(entry.answer());
    }
}
