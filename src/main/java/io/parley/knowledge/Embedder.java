package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Turns texts into unit vectors, in process. Many texts go through the model in batches of like length, one batch a
 * processor. Who searches gets vectors in turn with others who do, as many at once as there are processors, and together
 * with them where the model gains by it. Safe for concurrent use.
 */
final class Embedder implements AutoCloseable {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** A run costs about as much as so many word pieces, whatever is in it: it fetches the weights. */
    private static final int RUN = 14;

    private final EmbeddingModel model;
    private final WordPieces wordPieces;
    private final Encoder encoder;
    private final MicroBatches<List<long[]>, List<float[]>> askers;

    Embedder(EmbeddingModel model) {
        this.model = model;
        CompletableFuture<Encoder> loading = CompletableFuture.supplyAsync(() -> new Encoder(model));
        this.wordPieces = new WordPieces(model);
        this.encoder = loading.join();
        this.askers = new MicroBatches<>(PROCESSORS, model.batch(),
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

    /** Each processor takes the longest texts that are left, so that none has much to do when the others are done. */
    private List<float[]> vectors(List<long[]> pieces) {
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
        return List.of(vectors);
    }

    /**
     * Where runs begin, and the last one ends. Shorter texts are padded to the longest of their run, so a run ends where that
     * costs more than a further run does.
     *
     * @param lengths of the texts, the shortest first
     */
    private int[] runs(int[] lengths) {
        IntStream.Builder runs = IntStream.builder().add(0);
        int from = 0;
        for (int i = 1; i < lengths.length; i++) {
            if (i - from == model.batch() || (i - from) * (lengths[i] - lengths[i - 1]) > RUN) {
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
