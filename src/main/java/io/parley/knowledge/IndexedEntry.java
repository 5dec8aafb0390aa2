package io.parley.knowledge;

import java.util.List;

/** An entry with everything by which it is found. */
record IndexedEntry(FaqEntry entry, List<Phrasing> phrasings) {

    IndexedEntry {
        phrasings = List.copyOf(phrasings);
    }
}
