package io.parley.knowledge.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.VectorUtil;

/**
 * The model itself: word pieces in, unit vectors out, several texts at once. A run takes one thread and does not spin for
 * others, so that as many callers as there are processors get on best side by side. Sums are exact also on processors whose
 * 8-bit products could overflow. Safe for concurrent use.
 *
 * @see <a href="https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html">8-bit products and
 *      overflow</a>
 */
final class Encoder implements AutoCloseable {

    private static final String MODEL = "/all-minilm-l6-v2-8bit.onnx";

    private final int dimension;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /**
     * @param dimension how many numbers the model gives for each word piece
     */
    Encoder(int dimension) {
        this.dimension = dimension;
        try (InputStream in = Encoder.class.getResourceAsStream(MODEL);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + MODEL + ".");
            }
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.x64quantprecision", "1");
            session = environment.createSession(in.readAllBytes(), options);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedding model minilm-q could not be read.", e);
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model minilm-q could not be loaded.", e);
        }
    }

    /**
     * One run of the model.
     *
     * @param texts the word pieces of each text, its marks for beginning and end included; shorter ones are padded to the
     *              longest of this run
     */
    float[][] run(List<long[]> texts) {
        int longest = texts.stream().mapToInt(text -> text.length).max().orElseThrow();
        long[] shape = {texts.size(), longest};
        try (OnnxTensor input = tensor(texts, shape, false);
                OnnxTensor mask = tensor(texts, shape, true);
                OnnxTensor types = OnnxTensor.createTensor(environment, numbers(shape), shape);
                OrtSession.Result result = session.run(inputs(input, mask, types))) {
            FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[][] vectors = new float[texts.size()][];
            float[] states = new float[longest * dimension];
            for (int i = 0; i < vectors.length; i++) {
                hidden.get(states);
                vectors[i] = mean(states, texts.get(i).length);
            }
            return vectors;
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model minilm-q failed on a text.", e);
        }
    }

    /** Those inputs that the model asks for; all texts are of one type. */
    private Map<String, OnnxTensor> inputs(OnnxTensor input, OnnxTensor mask, OnnxTensor types) {
        Map<String, OnnxTensor> inputs = new HashMap<>(Map.of("input_ids", input, "attention_mask", mask,
                "token_type_ids", types));
        inputs.keySet().retainAll(session.getInputNames());
        return inputs;
    }

    private OnnxTensor tensor(List<long[]> texts, long[] shape, boolean isMask) throws OrtException {
        LongBuffer numbers = numbers(shape);
        for (int row = 0; row < texts.size(); row++) {
            long[] text = texts.get(row);
            for (int i = 0; i < text.length; i++) {
                numbers.put((int) (row * shape[1]) + i, isMask ? 1 : text[i]);
            }
        }
        return OnnxTensor.createTensor(environment, numbers, shape);
    }

    private static LongBuffer numbers(long[] shape) {
        return ByteBuffer.allocateDirect((int) (shape[0] * shape[1]) * Long.BYTES).order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    private float[] mean(float[] states, int pieces) {
        float[] sum = new float[dimension];
        for (int from = 0; from < pieces * sum.length; from += sum.length) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += states[from + d];
            }
        }
        return VectorUtil.l2normalize(sum);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model minilm-q did not close.", e);
        }
    }
}
