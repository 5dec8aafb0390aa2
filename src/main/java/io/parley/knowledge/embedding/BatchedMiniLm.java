package io.parley.knowledge.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * all-MiniLM-L6-v2 with 8-bit products, which the build makes. Many texts go through it in batches of like length, one batch
 * a processor. Safe for concurrent use.
 */
final class BatchedMiniLm implements EmbeddingModel, AutoCloseable {

    /** The most texts of one run: more than 16 gain nothing, since they no longer fit near the processor. */
    static final int BATCH = 16;

    /** How many numbers a vector has. */
    static final int DIMENSION = 384;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** A run costs about as much as so many word pieces, whatever is in it: it fetches the weights. */
    private static final int RUN = 14;

    private final Encoder encoder;
    private final WordPieces wordPieces;

    private BatchedMiniLm(Encoder encoder, WordPieces wordPieces) {
        this.encoder = encoder;
        this.wordPieces = wordPieces;
    }

    /** Loads the model, beside the word pieces that it takes. */
    static BatchedMiniLm load() {
        CompletableFuture<Encoder> loading = CompletableFuture.supplyAsync(() -> new Encoder(DIMENSION));
        WordPieces wordPieces = WordPieces.ofMiniLm();
        return new BatchedMiniLm(loading.join(), wordPieces);
    }

    WordPieces wordPieces() {
        return wordPieces;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public String modelName() {
        return "all-minilm-l6-v2-8bit";
    }

    /** The unit vectors of texts of at most {@value WordPieces#FITS} word pieces each; longer ones are cut up before. */
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        List<long[]> pieces = texts.size() <= BATCH
                ? texts.stream().map(text -> wordPieces.encode(text.text())).toList()
                : texts.stream().parallel().map(text -> wordPieces.encode(text.text())).toList();
        return Response.from(Arrays.stream(vectors(pieces)).map(Embedding::from).toList());
    }

    /** One run of the model on word pieces, its marks for beginning and end included. */
    float[] forward(long[] ids) {
        return encoder.run(List.of(ids))[0];
    }

    /** Each processor takes the longest texts that are left, so that none has much to do when the others are done. */
    private float[][] vectors(List<long[]> pieces) {
        int[] byLength = IntStream.range(0, pieces.size()).boxed()
                .sorted(Comparator.comparingInt(i -> pieces.get(i).length)).mapToInt(i -> i).toArray();
        int[] runs = runs(IntStream.of(byLength).map(i -> pieces.get(i).length).toArray());
        float[][] vectors = new float[pieces.size()][];
        AtomicInteger left = new AtomicInteger(runs.length - 1);
        IntStream.range(0, Math.min(PROCESSORS, left.get())).parallel().forEach(worker -> {
            for (int run = left.decrementAndGet(); run >= 0; run = left.decrementAndGet()) {
                embed(pieces, byLength, runs[run], runs[run + 1], vectors);
            }
        });
        return vectors;
    }

    /**
     * Where runs begin, and the last one ends. Shorter texts are padded to the longest of their run, so a run ends where that
     * costs more than a further run does.
     *
     * @param lengths of the texts, the shortest first
     */
    private static int[] runs(int[] lengths) {
        IntStream.Builder runs = IntStream.builder().add(0);
        int from = 0;
        for (int i = 1; i < lengths.length; i++) {
            if (i - from == BATCH || (i - from) * (lengths[i] - lengths[i - 1]) > RUN) {
                runs.add(i);
                from = i;
            }
        }
        return lengths.length == 0 ? new int[1] : runs.add(lengths.length).build().toArray();
    }

    private void embed(List<long[]> pieces, int[] order, int from, int to, float[][] into) {
        List<long[]> batch = new ArrayList<>();
        for (int i = from; i < to; i++) {
            batch.add(pieces.get(order[i]));
        }
        float[][] vectors = encoder.run(batch);
        for (int i = from; i < to; i++) {
            into[order[i]] = vectors[i - from];
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
