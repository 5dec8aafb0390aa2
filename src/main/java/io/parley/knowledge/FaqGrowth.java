package io.parley.knowledge;

import io.parley.knowledge.faq.EntryChange;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts into the FAQ what a person decided to teach it. Joins the caller's transaction; once that is committed,
 * {@link Teaching#embed} has to follow.
 */
@Component
public class FaqGrowth {
    private final FaqDesk desk;
    private final FaqEditing editing;

    FaqGrowth(FaqDesk desk, FaqEditing editing) {
        this.desk = desk;
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
        return editing.add(new EntryContent(entry, List.copyOf(ways), List.of()), EntryChange.nameless(Reason.LEARNED))
                .isPresent();
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
        return published(id).flatMap(content -> editing.save(
                new EntryContent(content.entry().withText(content.entry().question(), answer), content.alternatives(),
                        content.negatives()),
                EntryChange.nameless(Reason.LEARNED))).isPresent();
    }

    private Optional<EntryContent> published(FaqId id) {
        return desk.find(id).filter(content -> content.entry().state() == FaqEntry.State.PUBLISHED);
    }
}
