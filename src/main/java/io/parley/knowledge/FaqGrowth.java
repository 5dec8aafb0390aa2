package io.parley.knowledge;

import io.parley.knowledge.faq.EntryChange;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
     * @param by the login of the one who decided so
     * @return whether it is new: false when the bot answers with one of its id already
     */
    public boolean add(FaqEntry entry, Collection<String> ways, String by) {
        return editing.add(new EntryContent(entry, List.copyOf(ways), List.of()), new EntryChange(by, Reason.LEARNED))
                .isPresent();
    }

    /**
     * Adds ways to ask for an entry.
     *
     * @param by the login of the one who decided so
     * @return false when the bot answers with no such entry
     */
    public boolean addWays(FaqId id, Collection<String> ways, String by) {
        return grown(id, ways, null)
                .flatMap(content -> editing.save(content, new EntryChange(by, Reason.LEARNED))).isPresent();
    }

    /**
     * Puts another answer in the place of an entry's.
     *
     * @param by the login of the one who decided so
     * @return false when the bot answers with no such entry
     */
    public boolean replaceAnswer(FaqId id, String answer, String by) {
        return published(id).flatMap(content -> editing.save(
                new EntryContent(content.entry().withText(content.entry().question(), answer), content.alternatives(),
                        content.negatives()),
                new EntryChange(by, Reason.LEARNED))).isPresent();
    }

    /** Whether the bot answers with an entry. */
    public boolean isPublished(FaqId id) {
        return published(id).isPresent();
    }

    /**
     * Lets the bot answer no more with an entry, so that its place is free.
     *
     * @return the entry as it was; empty when the bot answers with no such entry
     */
    public Optional<EntryContent> takeBack(FaqId id) {
        return published(id).filter(content -> editing.save(content.withState(FaqEntry.State.RETIRED),
                EntryChange.nameless(Reason.UNPUBLISHED)).isPresent());
    }

    /**
     * An entry as it would be with more ways to ask for it.
     *
     * @param answer in the place of its own; its own if null
     * @return empty when the bot answers with no such entry
     */
    public Optional<EntryContent> grown(FaqId id, Collection<String> ways, @Nullable String answer) {
        return published(id).map(content -> {
            FaqEntry entry = content.entry();
            return new EntryContent(answer == null ? entry : entry.withText(entry.question(), answer),
                    Stream.concat(content.alternatives().stream(), ways.stream()).toList(), content.negatives());
        });
    }

    private Optional<EntryContent> published(FaqId id) {
        return desk.find(id).filter(content -> content.entry().state() == FaqEntry.State.PUBLISHED);
    }
}
