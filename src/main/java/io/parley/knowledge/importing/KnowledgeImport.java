package io.parley.knowledge.importing;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.faq.ChangeSignal;
import io.parley.knowledge.faq.EntryChange;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryVersions;
import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.faq.Manners;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings the FAQ of a file into the database. */
@NamedInterface
public final class KnowledgeImport {

    private static final int BATCH = 1_000;

    private final FaqEntries entries;
    private final FaqPhrasings phrasings;
    private final EntryVersions versions;
    private final Chunks chunks;
    private final Embedding embedding;
    private final TransactionTemplate transaction;
    private final ChangeSignal signal;
    private final ShopSettings shop;

    /** Creates an import that writes in the given transactions, and signals each change at their ends. */
    public KnowledgeImport(FaqEntries entries, FaqPhrasings phrasings, EntryVersions versions, Chunks chunks,
            Embedding embedding, TransactionTemplate transaction, ChangeSignal signal, ShopSettings shop) {
        this.entries = entries;
        this.phrasings = phrasings;
        this.versions = versions;
        this.chunks = chunks;
        this.embedding = embedding;
        this.transaction = transaction;
        this.signal = signal;
        this.shop = shop;
    }

    /**
     * Imports a file. Rows that are wrong are left out and reported; everything else goes in, some hundred rows a
     * transaction. Importing the same file again changes nothing.
     *
     * @param file     UTF-8 text in any of the formats that hold a FAQ
     * @param listener is told about the progress
     * @throws UnreadableFaq when the file as a whole cannot be taken as a FAQ; nothing of it went in
     */
    public ImportReport importFile(Path file, ImportListener listener) {
        return importFile(FaqFile.read(file), listener);
    }

    /**
     * Imports a file as the whole FAQ: as {@link #importFile}, and every entry that is not in it is taken out of use. One that
     * was out of use and is in the file comes back, as the file has it.
     *
     * @throws UnreadableFaq when the file can't be taken as a FAQ, or has no entry; nothing changed then
     */
    public ImportReport replaceBy(Path file, ImportListener listener) {
        return importFile(FaqFile.read(file), listener, true);
    }

    /** Refuses a file that can't be read at all, before anything else is begun. */
    public static void check(Path file) {
        FaqFile.read(file);
    }

    /** Imports a file that was read already, as {@link #importFile(Path, ImportListener)} does. */
    public ImportReport importFile(FaqFile file, ImportListener listener) {
        return importFile(file, listener, false);
    }

    private ImportReport importFile(FaqFile file, ImportListener listener, boolean whole) {
        FaqFormat.Contents contents = FaqFormat.contentsOf(file, shop);
        List<FaqRow> rows = contents.rows();
        if (whole && rows.isEmpty()) {
            throw new UnreadableFaq(file.name(), "It has no entry, so it can't replace the FAQ.", "Look at its rows.");
        }
        try (Embedding.Run run = embedding.begin(listener)) {
            Counts counts = store(rows, whole, listener, run);
            store(contents.manners(), whole);
            int retired = whole ? leaveOnly(rows.stream().map(FaqRow::id).toList()) : 0;
            return new ImportReport(file.name(), contents.read(), rows.stream().mapToInt(FaqRow::ways).sum(),
                    contents.repeated(), counts.added, counts.changed, counts.unchanged, counts.drafts, retired,
                    run.toTheEnd(), entries.hasPublished(), contents.problems());
        }
    }

    /** What the file says besides its answers takes the place of what was there; a file that is the whole FAQ takes it all. */
    private void store(Manners manners, boolean whole) {
        transaction.executeWithoutResult(status -> {
            entries.takeTurn();
            Manners before = entries.manners();
            Manners after = whole ? manners : manners.orElse(before);
            if (!after.equals(before)) {
                entries.write(after);
                entries.nextChange();
                signal.changed();
            }
        });
    }

    private int leaveOnly(List<FaqId> ids) {
        Integer retired = transaction.execute(status -> {
            entries.takeTurn();
            long change = entries.nextChange();
            signal.changed();
            int gone = entries.retireOthers(ids, change);
            versions.keep(change, EntryChange.nameless(Reason.DELETED));
            return gone;
        });
        return retired == null ? 0 : retired;
    }

    private Counts store(List<FaqRow> rows, boolean whole, ImportListener listener, Embedding.Run run) {
        Counts counts = new Counts();
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<FaqRow> batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
            transaction.executeWithoutResult(status -> {
                entries.takeTurn();
                new Batch(batch, whole).store(counts);
            });
            run.lookAhead();
            listener.progressed(ImportListener.Step.STORING, from + batch.size(), rows.size());
        }
        return counts;
    }

    /** What became of the rows so far. */
    private static final class Counts {
        private int added;
        private int changed;
        private int unchanged;
        private int drafts;
    }

    /** Rows that are stored in one transaction. */
    private final class Batch {
        private final List<FaqRow> rows;
        private final boolean whole;
        private final Map<FaqId, FaqEntry> before;
        private final Map<FaqId, List<FaqPhrasings.Stored>> phrasingsBefore;
        private final List<FaqEntry> written = new ArrayList<>();
        private final List<FaqPhrasings.New> missing = new ArrayList<>();
        private final List<Long> superfluous = new ArrayList<>();

        Batch(List<FaqRow> rows, boolean whole) {
            List<FaqId> ids = rows.stream().map(FaqRow::id).toList();
            this.rows = rows;
            this.whole = whole;
            this.before = entries.find(ids);
            this.phrasingsBefore = phrasings.of(ids);
        }

        void store(Counts counts) {
            rows.forEach(row -> plan(row, before.get(row.id()), counts));
            if (!written.isEmpty()) {
                long change = entries.nextChange();
                entries.write(written, change);
                phrasings.remove(superfluous);
                phrasings.add(missing);
                versions.keep(change, EntryChange.nameless(Reason.IMPORTED));
                signal.changed();
            }
        }

        private void plan(FaqRow row, @Nullable FaqEntry entryBefore, Counts counts) {
            FaqEntry entry = whole ? row.instead(entryBefore) : row.onto(entryBefore);
            PhrasingPlan plan = PhrasingPlan.of(entry, row,
                    phrasingsBefore.getOrDefault(row.id(), List.of()), chunks);
            counts.drafts += entry.isDraft() ? 1 : 0;
            if (entryBefore != null && plan.isEmpty() && entry.equals(entryBefore.withRevision(entry.revision()))) {
                counts.unchanged++;
                return;
            }
            counts.added += entryBefore == null ? 1 : 0;
            counts.changed += entryBefore == null ? 0 : 1;
            written.add(entry);
            missing.addAll(plan.missing());
            superfluous.addAll(plan.superfluous());
        }
    }
}
