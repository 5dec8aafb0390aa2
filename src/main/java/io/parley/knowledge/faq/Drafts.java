package io.parley.knowledge.faq;

import java.util.List;
import java.util.Optional;
import org.springframework.modulith.NamedInterface;

/** Entries that wait for a person's yes or no, as they are committed now. */
@NamedInterface
public final class Drafts {

    private final FaqEntries entries;

    /** Creates a view of the drafts among these entries. */
    public Drafts(FaqEntries entries) {
        this.entries = entries;
    }

    /** Where a draft comes from. */
    public enum Origin {
        /** An imported file, which has no answer to it. */
        FILES,
        /** What an agent answered to a customer. */
        AGENTS,
        /** Either of them. */
        ALL
    }

    /**
     * Which ones are meant.
     *
     * @param origin where they come from
     * @param text   what stands in the question or the answer, in whatever case; empty for all
     */
    public record Wanted(Origin origin, String text) {}

    /** The draft with this id; empty when there is none, or it is no draft. */
    public Optional<FaqEntry> find(FaqId id) {
        return entries.find(id).filter(FaqEntry::isDraft);
    }

    /** How many there are. */
    public int count(Wanted wanted) {
        return entries.countDrafts(wanted);
    }

    /**
     * One page of them, in the order of their ids.
     *
     * @param skip how many stand on the pages before
     * @param most how many it has at most
     */
    public List<FaqEntry> page(Wanted wanted, int skip, int most) {
        return entries.drafts(wanted, skip, most);
    }
}
