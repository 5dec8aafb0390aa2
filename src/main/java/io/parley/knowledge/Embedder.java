package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Turns texts into unit vectors, in process. Many texts go through the model in batches of like length, one batch a
 * processor; single texts go alone while there is room, and together with others when there is none. Safe for concurrent
 * use.
 */
final class Embedder implements AutoCloseable {

    private final EmbeddingModel model;
    private final WordPieces wordPieces;
    private final Encoder encoder;
    private final MicroBatches<long[], float[]> askers;
    private final ExecutorService work;

    Embedder(EmbeddingModel model) {
        this.model = model;
        CompletableFuture<Encoder> loading = CompletableFuture.supplyAsync(() -> new Encoder(model));
        this.wordPieces = new WordPieces(model);
        this.encoder = loading.join();
        int processors = Runtime.getRuntime().availableProcessors();
        this.askers = new MicroBatches<>(processors, model.batch(), encoder::run);
        this.work = Executors.newFixedThreadPool(processors * (model.batch() + 1),
                Thread.ofPlatform().daemon().name("search-", 1).factory());
    }

    /**
     * Does something that takes the processor, the model's part included, on threads of its own, as many as keep the
     * processors busy, and in the order of the calls. Virtual threads that do so are not served in order: some of many wait
     * for as long as others come.
     */
    <T> T atWork(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, work).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    EmbeddingModel model() {
        return model;
    }

    WordPieces wordPieces() {
        return wordPieces;
    }

    /** The unit vectors of the texts, in their order; the work is spread over the processors. */
    List<float[]> embedAll(List<String> texts) {
        List<long[]> pieces = texts.stream().parallel().map(wordPieces::encode).toList();
        int[] byLength = IntStream.range(0, pieces.size()).boxed()
                .sorted(Comparator.comparingInt(i -> pieces.get(i).length)).mapToInt(i -> i).toArray();
        float[][] vectors = new float[pieces.size()][];
        int size = model.batch();
        IntStream.rangeClosed(0, (byLength.length - 1) / size).parallel().forEach(
                batch -> embed(pieces, byLength, batch * size, Math.min((batch + 1) * size, byLength.length),
                        vectors));
        return List.of(vectors);
    }

    private void embed(List<long[]> pieces, int[] order, int from, int to, float[][] into) {
        if (from < to) {
            List<long[]> batch = new ArrayList<>();
            for (int i = from; i < to; i++) {
                batch.add(pieces.get(order[i]));
            }
            float[][] vectors = encoder.run(batch);
            for (int i = from; i < to; i++) {
                into[order[i]] = vectors[i - from];
            }
        }
    }

    /**
     * The unit vector of a text that fits the model.
     *
     * @param text at most {@value WordPieces#FITS} word pieces; longer ones are cut up by chunks before
     */
    float[] embed(String text) {
        return askers.of(wordPieces.encode(text));
    }

    /** One run of the model on word pieces, its marks for beginning and end included. */
    float[] forward(long[] ids) {
        return encoder.run(List.of(ids))[0];
    }

    @Override
    public void close() {
        work.shutdown();
        askers.close();
        encoder.close();
    }
}
