package io.parley.knowledge.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long many texts take to become vectors: here, by langchain4j, and with nothing around ONNX. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class EmbeddingSpeed {

    private static final int TEXTS = 2_048;
    private static final int BATCH = 32;

    @Param({"minilm-q", "minilm"})
    private String model = "";

    private List<String> texts = List.of();
    private Runnable parley = () -> {};
    private Runnable langchain4j = () -> {};
    private Runnable bare = () -> {};

    /** Loads the model three times. */
    @Setup
    public void load() throws OrtException {
        texts = Corpus.read().sample(TEXTS);
        BuiltInModel named = BuiltInModel.named(model);
        Embedder embedder = named.load();
        parley = () -> embedder.embedAll(texts);
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        EmbeddingModel theirs = switch (named) {
            case MINILM -> new AllMiniLmL6V2EmbeddingModel();
            case MINILM_Q -> new AllMiniLmL6V2QuantizedEmbeddingModel();
        };
        langchain4j = () -> theirs.embedAll(segments);
        Bare session = new Bare(named);
        List<long[]> sorted = texts.stream().map(embedder.wordPieces()::encode)
                .sorted(Comparator.comparingInt(pieces -> pieces.length)).toList();
        bare = () -> session.run(sorted);
    }

    /** Embeds as an import does. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public void parley() {
        parley.run();
    }

    /** Embeds with the library that the models come from. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public void langchain4j() {
        langchain4j.run();
    }

    /** Batches of like length through one session with a thread for each processor, of texts that are cut already. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public void bare() {
        bare.run();
    }

    /** The model and nothing else. */
    private static final class Bare {
        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;

        Bare(BuiltInModel model) throws OrtException {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                    java.io.InputStream in = Bare.class.getResourceAsStream(resource(model))) {
                options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
                session = environment.createSession(java.util.Objects.requireNonNull(in).readAllBytes(), options);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static String resource(BuiltInModel model) {
            return switch (model) {
                case MINILM -> "/all-minilm-l6-v2.onnx";
                case MINILM_Q -> "/all-minilm-l6-v2-8bit.onnx";
            };
        }

        void run(List<long[]> sorted) {
            for (int from = 0; from < sorted.size(); from += BATCH) {
                batch(sorted.subList(from, Math.min(from + BATCH, sorted.size())));
            }
        }

        private Map<String, OnnxTensor> inputs(OnnxTensor input, OnnxTensor mask, OnnxTensor types) {
            return session.getInputNames().contains("token_type_ids")
                    ? Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types)
                    : Map.of("input_ids", input, "attention_mask", mask);
        }

        private void batch(List<long[]> texts) {
            int longest = texts.getLast().length;
            long[][] ids = new long[texts.size()][longest];
            long[][] mask = new long[texts.size()][longest];
            for (int i = 0; i < ids.length; i++) {
                System.arraycopy(texts.get(i), 0, ids[i], 0, texts.get(i).length);
                java.util.Arrays.fill(mask[i], 0, texts.get(i).length, 1);
            }
            try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
                    OnnxTensor attention = OnnxTensor.createTensor(environment, mask);
                    OnnxTensor types = OnnxTensor.createTensor(environment, new long[texts.size()][longest]);
                    OrtSession.Result _ = session.run(inputs(input, attention, types))) {
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
