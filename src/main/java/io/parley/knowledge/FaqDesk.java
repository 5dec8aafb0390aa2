package io.parley.knowledge;

import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.faq.Phrasing;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The FAQ as people read and mend it, entry by entry. */
@Component
public class FaqDesk {
    private final FaqEntries entries;
    private final FaqPhrasings phrasings;
    private final FaqEditing editing;
    private final Knowledge knowledge;

    FaqDesk(FaqEntries entries, FaqPhrasings phrasings, FaqEditing editing, Knowledge knowledge) {
        this.entries = entries;
        this.phrasings = phrasings;
        this.editing = editing;
        this.knowledge = knowledge;
    }

    /** An entry that is in use or may come to be; empty when there is none of that id, or nobody but reviewers sees it. */
    public Optional<FaqEntry> find(FaqId id) {
        return entries.find(id).filter(
                entry -> entry.state() == FaqEntry.State.PUBLISHED || entry.state() == FaqEntry.State.DRAFT);
    }

    /**
     * Entries in the order of their ids.
     *
     * @param text what stands in them, in any case; empty: all
     * @param after the last id of the page before; empty for the first page
     */
    public List<FaqEntry> page(String text, String after, int most) {
        return entries.page(text, after, most);
    }

    /** The other ways to ask for an entry that somebody wrote. */
    public List<String> alternatives(FaqId id) {
        return phrasings.of(List.of(id)).getOrDefault(id, List.of()).stream()
                .filter(one -> one.kind() == Phrasing.Kind.ALTERNATIVE).map(FaqPhrasings.Stored::text).toList();
    }

    /**
     * Puts an entry in the place of the one with its id; this instance answers with it at once, the others within a second.
     *
     * @param entry what it shall be, with the revision that was read
     * @param ways all other ways to ask it
     * @return the entry with its new revision; empty when there is none, or somebody else changed it in the meantime
     */
    public Optional<FaqEntry> save(FaqEntry entry, List<String> ways) {
        Optional<FaqEntry> saved = editing.save(entry, ways);
        knowledge.refresh();
        return saved;
    }
}
