package io.parley.knowledge.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.parley.knowledge.faq.EmbeddingVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

/**
 * Turns texts into unit vectors by any of langchain4j's embedding models. A text without a word piece, such as one of signs
 * that are not seen, has the vector of zeros, which is like nothing: several models refuse it. Searches take turns, so many
 * at once as the model serves, and those that wait go through it together. Safe for concurrent use.
 */
public final class Embedder implements AutoCloseable {

    private final EmbeddingModel model;
    private final EmbeddingVersion version;
    private final WordPieces wordPieces;
    private final MicroBatches<List<String>, List<float[]>> askers;

    /**
     * @param wordPieces counts the pieces of texts
     * @param places     searches that the model serves at the same time
     * @param batch      the most searches that go through it together
     */
    Embedder(EmbeddingModel model, EmbeddingVersion version, WordPieces wordPieces, int places, int batch) {
        this.model = model;
        this.version = version;
        this.wordPieces = wordPieces;
        this.askers = new MicroBatches<>(places, batch, this::vectorsOfEach);
    }

    EmbeddingModel model() {
        return model;
    }

    EmbeddingVersion version() {
        return version;
    }

    /** Returns what counts the pieces of texts and knows the model's words. */
    public WordPieces wordPieces() {
        return wordPieces;
    }

    /**
     * Does something that takes the processor with the unit vectors of a text's pieces, as soon as it is the caller's turn.
     *
     * @param pieces each of at most {@value WordPieces#FITS} word pieces
     * @param then   what is done in that turn, not necessarily on the caller's thread
     */
    public <R> R inTurn(List<String> pieces, Function<List<float[]>, R> then) {
        return askers.of(pieces, then);
    }

    private List<List<float[]>> vectorsOfEach(List<List<String>> texts) {
        List<float[]> all = embedAll(texts.stream().flatMap(List::stream).toList());
        List<List<float[]>> each = new ArrayList<>();
        int from = 0;
        for (List<String> pieces : texts) {
            each.add(all.subList(from, from + pieces.size()));
            from += pieces.size();
        }
        return each;
    }

    /**
     * The unit vectors of texts, in their order.
     *
     * @param texts each of at most {@value WordPieces#FITS} word pieces; longer ones are cut up by chunks before
     */
    public List<float[]> embedAll(List<String> texts) {
        int[] embeddable = IntStream.range(0, texts.size()).filter(i -> hasPieces(texts.get(i))).toArray();
        float[][] vectors = new float[texts.size()][];
        if (embeddable.length > 0) {
            List<Embedding> found = model
                    .embedAll(IntStream.of(embeddable).mapToObj(i -> TextSegment.from(texts.get(i))).toList())
                    .content();
            for (int i = 0; i < embeddable.length; i++) {
                vectors[embeddable[i]] = VectorUtil.l2normalize(found.get(i).vector(), false);
            }
        }
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = vectors[i] == null ? new float[model.dimension()] : vectors[i];
        }
        return List.of(vectors);
    }

    /** A letter or a digit is a word piece in any case, so that few texts have to be cut for this. */
    private boolean hasPieces(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit)
                || (!text.isBlank() && wordPieces.count(text) > 0);
    }

    /** The unit vector of a text, as in {@link #embedAll}. */
    public float[] embed(String text) {
        return embedAll(List.of(text)).getFirst();
    }

    @Override
    public void close() {
        askers.close();
        if (model instanceof BatchedMiniLm builtIn) {
            builtIn.close();
        }
    }
}
