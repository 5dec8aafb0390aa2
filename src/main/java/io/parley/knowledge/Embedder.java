package io.parley.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.lucene.util.VectorUtil;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/**
 * Turns texts into unit vectors, in process. One text is one run of the model, unpadded and on one thread: so the
 * vector of a text does not depend on its neighbours, which matters since the 8-bit model scales by what is in a run,
 * and many texts, or many callers, share the processors without spinning on them. Safe for concurrent use.
 */
final class Embedder implements AutoCloseable {

    private final EmbeddingModel model;
    private final WordPieces wordPieces;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Embedder(EmbeddingModel model) {
        this.model = model;
        this.wordPieces = new WordPieces(model);
        this.session = open(model);
    }

    private OrtSession open(EmbeddingModel model) {
        try (InputStream in = Embedder.class.getResourceAsStream(model.modelResource());
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + model.modelResource() + ".");
            }
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return environment.createSession(in.readAllBytes(), options);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedding model " + model.id() + " could not be read.", e);
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model " + model.id() + " could not be loaded.", e);
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
        float[][] vectors = new float[texts.size()][];
        IntStream.range(0, vectors.length).parallel().forEach(i -> vectors[i] = embed(texts.get(i)));
        return List.of(vectors);
    }

    /**
     * The unit vector of a text that fits the model.
     *
     * @param text at most {@value WordPieces#FITS} word pieces; longer ones are cut up by chunks before
     */
    float[] embed(String text) {
        return forward(wordPieces.encode(text).getIds());
    }

    /** One run of the model on word pieces, its marks for beginning and end included. */
    float[] forward(long[] ids) {
        long[] shape = {1, ids.length};
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
                OrtSession.Result result = session
                        .run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            OnnxTensor hidden = (OnnxTensor) result.get(0);
            return mean(hidden.getFloatBuffer(), ids.length);
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model " + model.id() + " failed on a text.", e);
        }
    }

    private float[] mean(FloatBuffer hidden, int tokens) {
        float[] all = new float[hidden.remaining()];
        hidden.get(all);
        float[] sum = new float[model.dimension()];
        for (int t = 0; t < tokens; t++) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += all[t * sum.length + d];
            }
        }
        return VectorUtil.l2normalize(sum);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model " + model.id() + " did not close.", e);
        } finally {
            wordPieces.close();
        }
    }
}
