package io.parley.knowledge;

import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import java.util.Collection;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts into the FAQ what a person decided to teach it. Joins the caller's transaction; once that is committed,
 * {@link Teaching#embed} has to follow.
 */
@Component
public class FaqGrowth {
    private final FaqEntries entries;
    private final FaqEditing editing;

    FaqGrowth(FaqEntries entries, FaqEditing editing) {
        this.entries = entries;
        this.editing = editing;
    }

    /**
     * Lets the bot answer with a new entry.
     *
     * @param entry a published one; its revision does not matter
     * @param ways the other ways to ask for it
     * @return whether it is new: false when the bot answers with one of its id already
     */
    public boolean add(FaqEntry entry, Collection<String> ways) {
        return editing.add(entry, ways).isPresent();
    }

    /**
     * Adds ways to ask for an entry.
     *
     * @return false when the bot answers with no such entry
     */
    public boolean addWays(FaqId id, Collection<String> ways) {
        boolean isThere = published(id).isPresent();
        if (isThere) {
            ways.forEach(way -> editing.addPhrasing(id, way));
        }
        return isThere;
    }

    /**
     * Puts another answer in the place of an entry's.
     *
     * @return false when the bot answers with no such entry
     */
    public boolean replaceAnswer(FaqId id, String answer) {
        return published(id).flatMap(entry -> editing.save(entry.withText(entry.question(), answer))).isPresent();
    }

    private Optional<FaqEntry> published(FaqId id) {
        return entries.find(id).filter(entry -> entry.state() == FaqEntry.State.PUBLISHED);
    }
}
