package io.parley.knowledge;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.faq.EntryChange;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.EntryFilter;
import io.parley.knowledge.faq.EntryFilter.Only;
import io.parley.knowledge.faq.EntryVersion;
import io.parley.knowledge.faq.EntryVersions;
import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqEntry.State;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.faq.Phrasing;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The FAQ as people read and mend it, entry by entry. This instance answers with a change at once, the others within a
 * second. Each change names the revision that was read, so that nobody's change is lost.
 */
public class FaqDesk {
    private final Stored stored;
    private final FaqEditing editing;
    private final Embedding embedding;
    private final Knowledge knowledge;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    /** The FAQ in the database. */
    record Stored(FaqEntries entries, FaqPhrasings phrasings, EntryVersions versions) {}

    FaqDesk(Stored stored, FaqEditing editing, Embedding embedding, Knowledge knowledge, Audit audit,
            ApplicationEventPublisher events, InstantSource clock, TransactionTemplate transaction) {
        this.stored = stored;
        this.editing = editing;
        this.embedding = embedding;
        this.knowledge = knowledge;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** An entry, also one out of use; empty when there is none of that id, or nobody but reviewers sees it. */
    public Optional<EntryContent> find(FaqId id) {
        return stored.entries.find(id).filter(entry -> entry.state() != State.SUGGESTED).map(entry -> {
            List<FaqPhrasings.Stored> phrasings = stored.phrasings.of(List.of(id)).getOrDefault(id, List.of());
            return new EntryContent(entry, texts(phrasings, Phrasing.Kind.ALTERNATIVE),
                    texts(phrasings, Phrasing.Kind.NEGATIVE));
        });
    }

    private static List<String> texts(List<FaqPhrasings.Stored> phrasings, Phrasing.Kind kind) {
        return phrasings.stream().filter(one -> one.kind() == kind).map(FaqPhrasings.Stored::text).toList();
    }

    /**
     * Entries in the order of their ids.
     *
     * @param after the last id of the page before; empty for the first page
     */
    public List<FaqEntry> page(EntryFilter wanted, String after, int most) {
        return stored.entries.page(wanted, after, most, clock.instant());
    }

    /** How many published entries there are of each kind by how they do; without those of which there are all. */
    public Map<Only, Integer> counts() {
        Map<Only, Integer> counts = new EnumMap<>(Only.class);
        Arrays.stream(Only.values()).filter(only -> only != Only.ALL)
                .forEach(only -> counts.put(only, stored.entries.count(only, clock.instant())));
        return counts;
    }

    /** The categories of the entries in use, at most 200. */
    public List<String> categories() {
        return stored.entries.categories();
    }

    /** The languages of the entries in use, at most 200. */
    public List<String> languages() {
        return stored.entries.languages();
    }

    /** An entry's newest versions before a revision, the newest first. */
    public List<EntryVersion> history(FaqId id, int before, int most) {
        return stored.versions.before(id, before, most);
    }

    /** An entry at one of its revisions; empty when that is not kept. */
    public Optional<EntryVersion> version(FaqId id, int revision) {
        return stored.versions.find(id, revision);
    }

    /**
     * Adds an entry.
     *
     * @param by a login, or a key's name
     * @return the entry; empty when there is one with its id
     */
    public Optional<FaqEntry> add(EntryContent content, String by) {
        return changed(() -> editing.add(content, new EntryChange(by, Reason.ADDED)), by, Reason.ADDED);
    }

    /**
     * Puts an entry in the place of the one with its id.
     *
     * @param content what it shall be, with the revision that was read
     * @param by a login, or a key's name
     * @return the entry with its new revision; empty when there is none, or somebody else changed it in the meantime
     */
    public Optional<FaqEntry> save(EntryContent content, String by, Reason why) {
        return changed(() -> {
            Optional<FaqEntry> saved = editing.save(content, new EntryChange(by, why));
            if (why == Reason.WRONG) {
                saved.flatMap(entry -> stored.versions.corrected(entry.id(), entry.revision(), by))
                        .ifPresent(events::publishEvent);
            }
            return saved;
        }, by, why);
    }

    /**
     * Makes an entry what it was at a revision; one that was out of use is in use again.
     *
     * @param content what it is, as it was read
     * @param why {@link Reason#RESTORED}, or {@link Reason#WRONG} when what it says now is not true
     * @return the entry with its new revision; empty when somebody else changed it in the meantime
     */
    public Optional<FaqEntry> restore(EntryContent content, EntryVersion version, String by, Reason why) {
        FaqEntry then = version.content().entry();
        State state = EntryFilter.IN_USE.contains(then.state())
                ? then.state()
                : then.answer() == null ? State.DRAFT : State.PUBLISHED;
        FaqEntry again = new FaqEntry(then.id(), then.question(), then.answer(), then.category(), then.keywords(),
                then.url(), then.owner(), then.reviewBy(), then.language(), state, content.entry().revision(),
                content.entry().intent());
        return save(new EntryContent(again, version.content().alternatives(), version.content().negatives()), by,
                why);
    }

    private Optional<FaqEntry> changed(Supplier<Optional<FaqEntry>> change, String by, Reason why) {
        Optional<FaqEntry> after = transaction.execute(status -> {
            Optional<FaqEntry> entry = change.get();
            entry.ifPresent(one -> audit.add(by, Deed.FAQ_CHANGED, one.id().value(), why.word()));
            return entry;
        });
        embedding.embedMissing(ImportListener.SILENT);
        knowledge.refresh();
        return after;
    }
}
