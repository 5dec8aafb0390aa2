package io.parley.knowledge;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.faq.ChangeSignal;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.FaqIndex;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/** Teaches the FAQ what people said of its answers. Every instance knows it within a second of the commit. */
public final class Teaching {

    private final FaqEntries entries;
    private final FaqPhrasings phrasings;
    private final Embedding embedding;
    private final TransactionTemplate transaction;
    private final ChangeSignal signal;
    private final FaqIndex index;
    private final Trying trying;

    /** What it takes to try something in memory. */
    record Trying(Embedder embedder, Chunks chunks, Calibration calibration) {

        Rehearsal of(FaqIndex index) {
            return new Rehearsal(index.entries().values(), embedder, chunks, calibration);
        }
    }

    Teaching(FaqEntries entries, FaqPhrasings phrasings, Embedding embedding, TransactionTemplate transaction,
            ChangeSignal signal, FaqIndex index, Trying trying) {
        this.entries = entries;
        this.phrasings = phrasings;
        this.embedding = embedding;
        this.transaction = transaction;
        this.signal = signal;
        this.index = index;
        this.trying = trying;
    }

    /**
     * Whether a customer's text asks one thing in few words, so that something can be learned from it.
     */
    public boolean isTeachable(String text) {
        return !text.isBlank() && text.length() <= Lesson.MAX_TEXT && trying.chunks().of(text).size() == 1;
    }

    /**
     * Puts lessons in the place of what was taught of the same pairs before; everything else stays. Joins the current
     * transaction, if there is one; once that is committed, {@link #embed} has to follow.
     *
     * @param lessons one a pair, of teachable texts
     */
    public void teach(List<Lesson> lessons) {
        transaction.executeWithoutResult(status -> {
            entries.takeTurn();
            Set<FaqId> changed = phrasings.teach(lessons);
            if (!changed.isEmpty()) {
                entries.touch(changed, entries.nextChange());
                signal.changed();
            }
        });
    }

    /** Gives vectors to what was taught and has none yet. Takes some milliseconds a text, so not within a transaction. */
    public void embed() {
        embedding.embedMissing(ImportListener.SILENT);
    }

    /** The FAQ as this instance answers with it, beside what it would be with an entry as it is wanted. */
    public Attempt attempt(EntryContent wanted) {
        return new Attempt(index, wanted, trying);
    }

    /** The FAQ as this instance answers with it, beside what it would be with these lessons on their pairs. */
    public Attempt attempt(Collection<Lesson> lessons) {
        return new Attempt(index, lessons, trying);
    }

    /** The FAQ as this instance answers with it, to be asked many questions. */
    public BulkSearch inBulk() {
        return new BulkSearch(index, trying);
    }

    /** The FAQ as this instance knows it, without what it was taught, to teach it something else in memory. */
    public Rehearsal rehearsal() {
        return trying.of(index);
    }
}
