package io.parley.knowledge;

import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import io.parley.knowledge.importing.FaqRow;
import io.parley.knowledge.importing.ImportReport;
import io.parley.knowledge.importing.PhrasingPlan;
import io.parley.knowledge.importing.UnreadableFaq;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a FAQ file searchable in memory, exactly as the FAQ in the database is, and leaves the database alone. */
public final class FaqTrials {

    /** Texts between two reports. */
    private static final int BATCH = 1024;

    private final Embedder embedder;
    private final Chunks chunks;
    private final Calibration calibration;

    FaqTrials(Embedder embedder, Chunks chunks, Calibration calibration) {
        this.embedder = embedder;
        this.chunks = chunks;
        this.calibration = calibration;
    }

    /**
     * A file's FAQ.
     *
     * @param search    searches it
     * @param rehearsal teaches it, in memory
     * @param ids       its entries
     * @param phrasings how many ways to ask, the questions themselves included
     * @param texts     how many texts were embedded for it, pieces of answers included
     * @param embedding how long that took
     * @param problems  rows that were left out
     */
    public record Trial(Search search, Rehearsal rehearsal, Set<String> ids, int phrasings, int texts,
            Duration embedding,
            List<ImportReport.Problem> problems) {

        /** How many entries it has. */
        public int entries() {
            return ids.size();
        }
    }

    /**
     * Reads, embeds and indexes a file.
     *
     * @param listener is told how many texts are embedded
     * @throws UnreadableFaq when the file as a whole cannot be taken as a FAQ
     */
    public Trial of(Path file, ImportListener listener) {
        FaqFormat.Contents contents = FaqFormat.contentsOf(FaqFile.read(file));
        List<FaqPhrasings.New> texts = texts(contents.rows());
        long begin = System.nanoTime();
        List<float[]> vectors = embed(texts, listener);
        Duration embedding = Duration.ofNanos(System.nanoTime() - begin);
        int asking = (int) texts.stream().filter(text -> text.kind().asks()).count();
        Set<String> ids = contents.rows().stream().map(row -> row.id().value()).collect(Collectors.toSet());
        List<IndexedEntry> entries = entries(contents.rows(), texts, vectors);
        return new Trial(searchIn(entries), new Rehearsal(entries, embedder, chunks, calibration), ids, asking,
                texts.size(), embedding, contents.problems());
    }

    FaqSearch search(List<FaqRow> rows) {
        return searchIn(indexed(rows));
    }

    /** The entries of these rows, with vectors. */
    List<IndexedEntry> indexed(List<FaqRow> rows) {
        List<FaqPhrasings.New> texts = texts(rows);
        return entries(rows, texts, embed(texts, ImportListener.SILENT));
    }

    private List<FaqPhrasings.New> texts(List<FaqRow> rows) {
        return rows.stream()
                .flatMap(row -> PhrasingPlan.of(row.onto(null), row, List.of(), chunks).missing().stream()).toList();
    }

    private List<float[]> embed(List<FaqPhrasings.New> texts, ImportListener listener) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<FaqPhrasings.New> batch = texts.subList(from, Math.min(from + BATCH, texts.size()));
            vectors.addAll(embedder.embedAll(batch.stream().map(FaqPhrasings.New::text).toList()));
            listener.progressed(ImportListener.Step.EMBEDDING, vectors.size(), texts.size());
        }
        return vectors;
    }

    private FaqSearch searchIn(List<IndexedEntry> entries) {
        FaqIndex index = new FaqIndex(embedder.wordPieces()::isWord);
        index.apply(entries);
        index.awaitTraining();
        return new FaqSearch(index, embedder, chunks, calibration);
    }

    private static List<IndexedEntry> entries(List<FaqRow> rows, List<FaqPhrasings.New> texts, List<float[]> vectors) {
        Map<FaqId, List<Phrasing>> phrasings = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            FaqPhrasings.New text = texts.get(i);
            phrasings.computeIfAbsent(text.entry(), id -> new ArrayList<>())
                    .add(new Phrasing(i, text.entry(), text.kind(), text.text(), vectors.get(i)));
        }
        return rows.stream()
                .map(row -> new IndexedEntry(row.onto(null), phrasings.getOrDefault(row.id(), List.of())))
                .toList();
    }
}
