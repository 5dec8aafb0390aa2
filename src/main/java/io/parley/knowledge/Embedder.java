package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Turns texts into unit vectors, in process. Many texts go through the model in batches of like length, one batch a
 * processor. Who searches gets vectors in turn with others who do, as many at once as there are processors, and together
 * with them where the model gains by it. Safe for concurrent use.
 */
final class Embedder implements AutoCloseable {

    private final EmbeddingModel model;
    private final WordPieces wordPieces;
    private final Encoder encoder;
    private final MicroBatches<List<long[]>, List<float[]>> askers;

    Embedder(EmbeddingModel model) {
        this.model = model;
        CompletableFuture<Encoder> loading = CompletableFuture.supplyAsync(() -> new Encoder(model));
        this.wordPieces = new WordPieces(model);
        this.encoder = loading.join();
        this.askers = new MicroBatches<>(Runtime.getRuntime().availableProcessors(), model.batch(),
                this::vectorsOfEach);
    }

    EmbeddingModel model() {
        return model;
    }

    WordPieces wordPieces() {
        return wordPieces;
    }

    /**
     * Does something that takes the processor with the unit vectors of a text's pieces, as soon as it is the caller's turn.
     *
     * @param pieces each of at most {@value WordPieces#FITS} word pieces
     * @param then   what is done in that turn, not necessarily on the caller's thread
     */
    <R> R inTurn(List<String> pieces, Function<List<float[]>, R> then) {
        return askers.of(pieces.stream().map(wordPieces::encode).toList(), then);
    }

    private List<List<float[]>> vectorsOfEach(List<List<long[]>> texts) {
        List<float[]> all = vectors(texts.stream().flatMap(List::stream).toList());
        List<List<float[]>> each = new ArrayList<>();
        int from = 0;
        for (List<long[]> pieces : texts) {
            each.add(all.subList(from, from + pieces.size()));
            from += pieces.size();
        }
        return each;
    }

    /** The unit vectors of the texts, in their order; the work is spread over the processors. */
    List<float[]> embedAll(List<String> texts) {
        return vectors(texts.stream().parallel().map(wordPieces::encode).toList());
    }

    private List<float[]> vectors(List<long[]> pieces) {
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
        return forward(wordPieces.encode(text));
    }

    /** One run of the model on word pieces, its marks for beginning and end included. */
    float[] forward(long[] ids) {
        return encoder.run(List.of(ids))[0];
    }

    @Override
    public void close() {
        askers.close();
        encoder.close();
    }
}
