package io.parley.knowledge.faq;

import java.util.List;

/** An entry with everything by which it is found. */
public record IndexedEntry(FaqEntry entry, List<Phrasing> phrasings) {

    public IndexedEntry {
        phrasings = List.copyOf(phrasings);
    }
}
