package io.parley.knowledge;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.faq.ChangeSignal;
import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.faq.Phrasing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes the FAQ entry by entry: for people at the desk, and for what is learned from them. */
public final class FaqEditing {

    private final FaqEntries entries;
    private final FaqPhrasings phrasings;
    private final Chunks chunks;
    private final Embedding embedding;
    private final TransactionTemplate transaction;
    private final ChangeSignal signal;

    FaqEditing(FaqEntries entries, FaqPhrasings phrasings, Chunks chunks, Embedding embedding,
            TransactionTemplate transaction, ChangeSignal signal) {
        this.entries = entries;
        this.phrasings = phrasings;
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
        return inTurn(() -> {
            FaqId id = FaqId.derivedFrom(question);
            return entries.find(id).orElseGet(() -> written(new FaqEntry(id, question.strip(), answer, category, "",
                    null, null, null, language, FaqEntry.State.SUGGESTED, 1)));
        });
    }

    /**
     * Adds an entry with its other ways to ask, unless the bot answers with one of its id already.
     *
     * @return the entry as it is now; empty when there is such a one
     */
    public Optional<FaqEntry> add(FaqEntry entry, Collection<String> ways) {
        return inTurn(() -> {
            int before = entries.find(entry.id()).map(FaqEntry::revision).orElse(0);
            if (entries.find(entry.id()).filter(one -> one.state() == FaqEntry.State.PUBLISHED).isPresent()) {
                return Optional.empty();
            }
            FaqEntry added = written(entry.withRevision(before + 1));
            phrasings.add(ways.stream()
                    .flatMap(way -> texts(entry.id(), Phrasing.Kind.ALTERNATIVE, way).stream()).toList());
            return Optional.of(added);
        });
    }

    /**
     * Puts an entry in the place of the one with its id.
     *
     * @param entry what it shall be, with the revision that was read
     * @return the entry with its new revision; empty when there is none, or somebody else changed it in the meantime
     */
    public Optional<FaqEntry> save(FaqEntry entry) {
        return edit(entry.id(), before -> before.revision() == entry.revision() ? entry : before);
    }

    /**
     * The same, with all other ways to ask it that somebody wrote.
     *
     * @param ways in the place of those that it has
     */
    public Optional<FaqEntry> save(FaqEntry entry, Collection<String> ways) {
        return inTurn(() -> entries.find(entry.id()).filter(before -> before.revision() == entry.revision())
                .map(before -> {
                    phrasings.remove(phrasings.of(List.of(entry.id())).getOrDefault(entry.id(), List.of()).stream()
                            .filter(one -> one.kind() == Phrasing.Kind.ALTERNATIVE && !ways.contains(one.text()))
                            .map(FaqPhrasings.Stored::id).toList());
                    FaqEntry after = written(entry.withRevision(before.revision() + 1));
                    phrasings.add(ways.stream()
                            .flatMap(way -> texts(entry.id(), Phrasing.Kind.ALTERNATIVE, way).stream()).toList());
                    return after;
                }));
    }

    /**
     * Lets the bot answer with the entry; empty when there is none, or it was published already.
     *
     * @throws IllegalArgumentException when it has no answer
     */
    public Optional<FaqEntry> publish(FaqId id) {
        return edit(id, before -> before.withState(FaqEntry.State.PUBLISHED));
    }

    /** Takes the entry out of use, so that no import brings it back; empty when there is none, or it was so already. */
    public Optional<FaqEntry> retire(FaqId id) {
        return edit(id, before -> before.withState(FaqEntry.State.RETIRED));
    }

    /** Takes all of these out of use, as {@link #retire(FaqId)} does with one; gives how many were in use. */
    public int retire(Collection<FaqId> ids) {
        return inTurn(() -> entries.retire(ids, entries.nextChange()));
    }

    /**
     * Learns another way to ask for the entry.
     *
     * @return whether it was new
     */
    public boolean addPhrasing(FaqId id, String text) {
        return add(id, Phrasing.Kind.ALTERNATIVE, text);
    }

    /**
     * Learns that the text looks like the entry's question and is another one.
     *
     * @return whether it was new
     */
    public boolean addNegative(FaqId id, String text) {
        return add(id, Phrasing.Kind.NEGATIVE, text);
    }

    private boolean add(FaqId id, Phrasing.Kind kind, String text) {
        return inTurn(() -> {
            boolean isNew = entries.find(id).isPresent() && phrasings.add(texts(id, kind, text)) > 0;
            if (isNew) {
                entries.touch(List.of(id), entries.nextChange());
            }
            return isNew;
        });
    }

    private Optional<FaqEntry> edit(FaqId id, UnaryOperator<FaqEntry> edit) {
        return inTurn(() -> entries.find(id).flatMap(before -> {
            FaqEntry after = edit.apply(before);
            return after.equals(before)
                    ? Optional.empty()
                    : Optional.of(written(after.withRevision(before.revision() + 1)));
        }));
    }

    private FaqEntry written(FaqEntry entry) {
        entries.write(entry, entries.nextChange());
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

    /** Changes take turns; vectors follow after the commit, for a caller with a transaction by {@link Teaching#embed}. */
    private <T> T inTurn(Supplier<T> work) {
        T result = transaction.execute(status -> {
            entries.takeTurn();
            signal.changed();
            return work.get();
        });
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            embedding.embedMissing(ImportListener.SILENT);
        }
        return result;
    }
}
