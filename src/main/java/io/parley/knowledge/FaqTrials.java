package io.parley.knowledge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes a FAQ file searchable in memory, exactly as the FAQ in the database is, and leaves the database alone. */
public final class FaqTrials {

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
     * @param entries   how many entries it has
     * @param phrasings how many ways to ask, the questions themselves included
     * @param embedding how long its texts took to embed
     * @param problems  rows that were left out
     */
    public record Trial(Search search, int entries, int phrasings, Duration embedding,
            List<ImportReport.Problem> problems) {}

    /**
     * Reads, embeds and indexes a file.
     *
     * @throws UnreadableFaq when the file as a whole cannot be taken as a FAQ
     */
    public Trial of(Path file) {
        FaqFormat.Contents contents = FaqFormat.contentsOf(FaqFile.read(file));
        List<FaqPhrasings.New> texts = new ArrayList<>();
        for (FaqRow row : contents.rows()) {
            texts.addAll(PhrasingPlan.of(row.onto(null), row, List.of(), chunks).missing());
        }
        long begin = System.nanoTime();
        List<float[]> vectors = embedder.embedAll(texts.stream().map(FaqPhrasings.New::text).toList());
        Duration embedding = Duration.ofNanos(System.nanoTime() - begin);
        FaqIndex index = new FaqIndex();
        index.apply(entries(contents.rows(), texts, vectors));
        index.awaitTraining();
        int asking = (int) texts.stream().filter(text -> text.kind() != Phrasing.Kind.ANSWER)
                .filter(text -> text.kind() != Phrasing.Kind.NEGATIVE).count();
        return new Trial(new FaqSearch(index, embedder, chunks, calibration), contents.rows().size(), asking, embedding,
                contents.problems());
    }

    static List<IndexedEntry> entries(List<FaqRow> rows, List<FaqPhrasings.New> texts, List<float[]> vectors) {
        java.util.Map<FaqId, List<Phrasing>> phrasings = new java.util.HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            FaqPhrasings.New text = texts.get(i);
            phrasings.computeIfAbsent(text.entry(), id -> new ArrayList<>())
                    .add(new Phrasing(i, text.entry(), text.kind(), text.text(), vectors.get(i)));
        }
        return rows.stream()
                .map(row -> new IndexedEntry(row.onto(null), phrasings.getOrDefault(row.id(), List.of()), 0, 0))
                .toList();
    }
}
