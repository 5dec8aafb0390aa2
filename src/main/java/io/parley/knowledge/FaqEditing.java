package io.parley.knowledge;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.faq.ChangeSignal;
import io.parley.knowledge.faq.EntryChange;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.EntryFilter;
import io.parley.knowledge.faq.EntryVersions;
import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.faq.Phrasing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes the FAQ entry by entry: for people at the desk, and for what is learned from them. */
public final class FaqEditing {

    private final FaqEntries entries;
    private final FaqPhrasings phrasings;
    private final EntryVersions versions;
    private final Chunks chunks;
    private final Embedding embedding;
    private final TransactionTemplate transaction;
    private final ChangeSignal signal;

    FaqEditing(FaqEntries entries, FaqPhrasings phrasings, EntryVersions versions, Chunks chunks, Embedding embedding,
            TransactionTemplate transaction, ChangeSignal signal) {
        this.entries = entries;
        this.phrasings = phrasings;
        this.versions = versions;
        this.chunks = chunks;
        this.embedding = embedding;
        this.transaction = transaction;
        this.signal = signal;
    }

    /**
     * Suggests an entry, which nobody but its reviewers sees; when the question has an entry already, that one stays as it
     * is.
     *
     * @param answer what may become its answer
     * @return the question's entry
     */
    public FaqEntry suggest(String question, String answer, String category, String language) {
        return inTurn(EntryChange.nameless(Reason.LEARNED), change -> {
            FaqId id = FaqId.derivedFrom(question);
            return entries.find(id).orElseGet(() -> written(new FaqEntry(id, question.strip(), answer, category, "",
                    null, null, null, language, FaqEntry.State.SUGGESTED, 1), change));
        });
    }

    /**
     * Adds an entry; the place of one that is out of use, or only suggested, is free.
     *
     * @return the entry; empty when there is one with its id
     */
    Optional<FaqEntry> add(EntryContent content, EntryChange why) {
        return inTurn(why, change -> {
            Optional<FaqEntry> before = entries.find(content.entry().id());
            return before.filter(one -> EntryFilter.IN_USE.contains(one.state())).isPresent()
                    ? Optional.empty()
                    : Optional.of(written(content, before.map(FaqEntry::revision).orElse(0) + 1, change));
        });
    }

    /**
     * Puts an entry, with the other ways to ask it, in the place of the one with its id.
     *
     * @param content what it shall be, with the revision that was read
     * @return the entry with its new revision; empty when there is none, or somebody else changed it in the meantime
     */
    public Optional<FaqEntry> save(EntryContent content, EntryChange why) {
        return inTurn(why, change -> entries.find(content.entry().id())
                .filter(before -> before.revision() == content.entry().revision())
                .map(before -> written(content, before.revision() + 1, change)));
    }

    /**
     * Lets the bot answer with the entry; empty when there is none, or it was published already.
     *
     * @throws IllegalArgumentException when it has no answer
     */
    public Optional<FaqEntry> publish(FaqId id) {
        return edit(id, FaqEntry.State.PUBLISHED, Reason.PUBLISHED);
    }

    /** Takes the entry out of use, so that no import brings it back; empty when there is none, or it was so already. */
    public Optional<FaqEntry> retire(FaqId id) {
        return edit(id, FaqEntry.State.RETIRED, Reason.DELETED);
    }

    /** Takes all of these out of use, as {@link #retire(FaqId)} does with one; gives how many were in use. */
    public int retire(Collection<FaqId> ids) {
        return inTurn(EntryChange.nameless(Reason.DELETED), change -> entries.retire(ids, change));
    }

    /**
     * Learns another way to ask for the entry.
     *
     * @return whether it was new
     */
    public boolean addPhrasing(FaqId id, String text) {
        return addPhrasing(id, text, EntryChange.nameless(Reason.LEARNED));
    }

    /**
     * Adds a way to ask for an entry.
     *
     * @return whether it was new
     */
    boolean addPhrasing(FaqId id, String text, EntryChange why) {
        return inTurn(why, change -> {
            Optional<FaqEntry> entry = entries.find(id)
                    .filter(one -> phrasings.add(texts(id, Phrasing.Kind.ALTERNATIVE, text)) > 0);
            entry.ifPresent(before -> entries.write(before.withRevision(before.revision() + 1), change));
            return entry.isPresent();
        });
    }

    private Optional<FaqEntry> edit(FaqId id, FaqEntry.State state, Reason reason) {
        return inTurn(EntryChange.nameless(reason), change -> entries.find(id)
                .filter(before -> before.state() != state)
                .map(before -> written(before.withState(state).withRevision(before.revision() + 1), change)));
    }

    private FaqEntry written(EntryContent content, int revision, long change) {
        FaqId id = content.entry().id();
        List<FaqPhrasings.Stored> before = phrasings.of(List.of(id)).getOrDefault(id, List.of());
        phrasings.remove(before.stream().filter(one -> isGone(one, content)).map(FaqPhrasings.Stored::id).toList());
        FaqEntry after = written(content.entry().withRevision(revision), change);
        phrasings.add(Stream.concat(
                content.alternatives().stream().map(text -> texts(id, Phrasing.Kind.ALTERNATIVE, text)),
                content.negatives().stream().map(text -> texts(id, Phrasing.Kind.NEGATIVE, text)))
                .flatMap(List::stream).toList());
        return after;
    }

    private static boolean isGone(FaqPhrasings.Stored phrasing, EntryContent content) {
        return (phrasing.kind() == Phrasing.Kind.ALTERNATIVE && !content.alternatives().contains(phrasing.text()))
                || (phrasing.kind() == Phrasing.Kind.NEGATIVE && !content.negatives().contains(phrasing.text()));
    }

    private FaqEntry written(FaqEntry entry, long change) {
        entries.write(entry, change);
        String answer = entry.answer() == null ? "" : entry.answer();
        List<FaqPhrasings.New> texts = Stream.concat(
                texts(entry.id(), Phrasing.Kind.QUESTION, entry.question()).stream(),
                texts(entry.id(), Phrasing.Kind.ANSWER, answer).stream()).toList();
        phrasings.removeOthers(entry.id(), texts);
        phrasings.add(texts);
        return entry;
    }

    private List<FaqPhrasings.New> texts(FaqId id, Phrasing.Kind kind, String text) {
        FaqPhrasings.Origin origin = kind == Phrasing.Kind.QUESTION || kind == Phrasing.Kind.ANSWER
                ? FaqPhrasings.Origin.FILE
                : FaqPhrasings.Origin.LEARNED;
        return chunks.of(text).stream().map(piece -> new FaqPhrasings.New(id, kind, origin, piece)).toList();
    }

    /**
     * Changes take turns, and each leaves the versions that it made. Vectors follow after the commit, for a caller with a
     * transaction by {@link Teaching#embed}.
     */
    private <T> T inTurn(EntryChange why, LongFunction<T> work) {
        T result = transaction.execute(status -> {
            long change = entries.nextChange();
            signal.changed();
            T done = work.apply(change);
            versions.keep(change, why);
            return done;
        });
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            embedding.embedMissing(ImportListener.SILENT);
        }
        return result;
    }
}
