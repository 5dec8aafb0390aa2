package io.parley.knowledge.embedding;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.parley.knowledge.RealQuestions;
import io.parley.quantization.OnnxGraph;
import io.parley.quantization.Quantization;
import io.parley.quantization.Ranges;
import io.parley.quantization.Ranges.Point;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Looks how far the numbers reach that go into the products of the 32-bit model, and writes the ranges that the 8-bit one is
 * made with. Not a test by its name, so that it runs only on request:
 *
 * <pre>{@code mvn test -Dtest=RangesFit}</pre>
 */
class RangesFit {

    private static final Path RESULT = Path.of("src/build/ranges.txt");
    private static final int LAYERS = 6;
    private static final int QUESTIONS = 3_000;
    private static final List<String> ODD = List.of("a", "?", "ok", "HELP", "1234567890", "ÄÖÜ 你好 мир", "....",
            "!!! !!! !!!", "order order order order", "12 34 56 78 90 12 34 56", "asdf qwer zxcv", "a".repeat(60),
            "https://shop.example/p?id=1&x=%20#top", "<b>{{Order Number}}</b>", "😀😀😀");

    @Test
    void writesTheRanges() throws IOException, OrtException {
        assumeTrue(RealQuestions.arePresent(), "The shared test data is absent, so there are no texts to look at.");
        List<float[][]> seen = new ArrayList<>();
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(probe())) {
            for (long[] pieces : texts()) {
                merge(extremes(session, pieces), seen);
            }
        }
        List<String> lines = new ArrayList<>(List.of("# layer.point low high channel/divisor ...; by RangesFit"));
        for (int layer = 0; layer < LAYERS; layer++) {
            for (Point point : Point.values()) {
                float[][] both = seen.removeFirst();
                lines.add(Ranges.line(layer, point, both[0], both[1]));
            }
        }
        Files.write(RESULT, lines);
    }

    /** Questions, long texts and odd ones. */
    private static List<long[]> texts() throws IOException {
        List<String> questions = RealQuestions.distinct(QUESTIONS * 10);
        WordPieces wordPieces = WordPieces.ofMiniLm();
        try (Stream<String> rows = Files.lines(Path.of("../shared/data/seeds/bitext_orders.csv"))) {
            List<String> rest = rows.limit(QUESTIONS / 3).toList();
            return Stream.of(questions.stream().filter(text -> Math.floorMod(text.hashCode(), 10) == 0), rest.stream(),
                    ODD.stream()).flatMap(texts -> texts).map(wordPieces::encode)
                    .map(pieces -> Arrays.copyOf(pieces, Math.min(pieces.length, WordPieces.FITS + 2))).toList();
        }
    }

    /** The 32-bit model, which gives the least and the greatest number of each channel at each point as well. */
    private static byte[] probe() throws IOException {
        try (InputStream in = Objects.requireNonNull(RangesFit.class.getResourceAsStream(Quantization.MODEL))) {
            OnnxGraph graph = OnnxGraph.read(in);
            Map<String, List<String>> inputs = graph.inputs();
            for (int layer = 0; layer < LAYERS; layer++) {
                for (String product : List.of("attention/self/query", "attention/output/dense", "intermediate/dense",
                        "output/dense")) {
                    String point = Objects
                            .requireNonNull(inputs.get("/encoder/layer." + layer + "/" + product + "/MatMul"))
                            .getFirst();
                    for (String extreme : List.of("Min", "Max")) {
                        String name = graph.add("", "Reduce" + extreme, List.of(point), point + extreme,
                                Map.of("axes", new long[]{0, 1}, "keepdims", 0));
                        graph.output(name, List.of("channels"));
                    }
                }
            }
            return graph.toBytes();
        }
    }

    /** The least and the greatest numbers of each point, in turn. */
    private static List<float[]> extremes(OrtSession session, long[] pieces) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] mask = new long[pieces.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, new long[][]{pieces});
                OnnxTensor all = OnnxTensor.createTensor(environment, new long[][]{mask});
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][pieces.length]);
                OrtSession.Result result = session
                        .run(Map.of("input_ids", ids, "attention_mask", all, "token_type_ids", types))) {
            List<float[]> extremes = new ArrayList<>();
            for (int i = 1; i < result.size(); i++) {
                extremes.add((float[]) result.get(i).getValue());
            }
            return extremes;
        }
    }

    private static void merge(List<float[]> extremes, List<float[][]> seen) {
        for (int i = 0; i < extremes.size(); i += 2) {
            if (seen.size() <= i / 2) {
                seen.add(new float[][]{extremes.get(i), extremes.get(i + 1)});
            }
            float[][] both = seen.get(i / 2);
            for (int channel = 0; channel < both[0].length; channel++) {
                both[0][channel] = Math.min(both[0][channel], extremes.get(i)[channel]);
                both[1][channel] = Math.max(both[1][channel], extremes.get(i + 1)[channel]);
            }
        }
    }
}
