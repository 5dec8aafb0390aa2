package io.parley.quantization;

import io.parley.quantization.Ranges.Point;
import io.parley.quantization.Ranges.Range;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of all-MiniLM-L6-v2 with 8-bit products. What goes into a product is rounded by a fixed range, so that a text
 * has the same vector in whatever company it goes through the model; each column of weights has a scale of its own.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">BERT, Devlin et al., for the layers</a>
 * @see <a href="https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md">the operators of onnxruntime</a>
 */
final class QuantizedMiniLm {

    private static final int LAYERS = 6;
    private static final int HEADS = 12;
    private static final int WIDTH = 384;
    private static final float EPSILON = 1e-12f;
    private static final String PRODUCT = "/MatMul";
    private static final String STANDARD = "";
    private static final String ONNXRUNTIME = "com.microsoft";
    private static final List<String> EXTENTS = List.of("batch", "length");

    private final Map<String, OnnxTensor> tensors;
    /** The names of the products' weights, which say nothing, by the names of the products. */
    private final Map<String, String> weights = new HashMap<>();
    private final Ranges ranges;
    private final OnnxGraph graph = OnnxGraph.named("all-MiniLM-L6-v2, 8 bits",
            Map.of(STANDARD, 17, ONNXRUNTIME, 1));

    /** @param model the 32-bit one */
    QuantizedMiniLm(OnnxGraph model, Ranges ranges) throws IOException {
        this.tensors = model.tensors();
        this.ranges = ranges;
        model.inputs().forEach((node, inputs) -> {
            if (node.endsWith(PRODUCT)) {
                weights.put(node.substring(1, node.length() - PRODUCT.length()).replace('/', '.'), inputs.getLast());
            }
        });
    }

    /** The model's file: word pieces and a mask in, each of batch x length; the last layer's states out. */
    byte[] toBytes() {
        graph.input("input_ids", OnnxTensor.INT64, EXTENTS);
        graph.input("attention_mask", OnnxTensor.INT64, EXTENTS);
        String states = embeddings();
        String mask = graph.add(STANDARD, "Cast", List.of("attention_mask"), "mask", Map.of("to", OnnxTensor.INT32));
        for (int layer = 0; layer < LAYERS; layer++) {
            states = layer(layer, states, mask);
        }
        graph.output(states, List.of("batch", "length", "width"));
        return graph.toBytes();
    }

    /** Words by 8 bits, with the one scale of all; places, and the one type of text that there is, as they are. */
    private String embeddings() {
        float[] words = floats("embeddings.word_embeddings.weight");
        double scale = furthest(words, 0, 1) / 127;
        byte[] rounded = new byte[words.length];
        for (int i = 0; i < words.length; i++) {
            rounded[i] = (byte) Math.rint(words[i] / scale);
        }
        graph.add(OnnxTensor.bytes("words", OnnxTensor.INT8, rounded, words.length / WIDTH, WIDTH));
        graph.add(OnnxTensor.number("words.scale", scale));
        graph.add(STANDARD, "Gather", List.of("words", "input_ids"), "pieces.rounded", Map.of());
        graph.add(STANDARD, "DequantizeLinear", List.of("pieces.rounded", "words.scale"), "pieces", Map.of());
        graph.add(STANDARD, "Add", List.of("pieces", places()), "placed", Map.of());
        return graph.add(STANDARD, "LayerNormalization",
                List.of("placed", constant("embeddings.LayerNorm.weight"), constant("embeddings.LayerNorm.bias")),
                "embedded", Map.of("axis", -1, "epsilon", EPSILON));
    }

    /** What is added to each word's numbers for its place: as many rows as the texts are long. */
    private String places() {
        float[] places = floats("embeddings.position_embeddings.weight");
        float[] type = floats("embeddings.token_type_embeddings.weight");
        for (int i = 0; i < places.length; i++) {
            places[i] += type[i % WIDTH];
        }
        graph.add(OnnxTensor.floats("all places", places, 1, places.length / WIDTH, WIDTH));
        graph.add(OnnxTensor.longs("0", 0));
        graph.add(OnnxTensor.longs("1", 1));
        graph.add(STANDARD, "Shape", List.of("input_ids"), "shape", Map.of());
        graph.add(STANDARD, "Gather", List.of("shape", "1"), "length", Map.of("axis", 0));
        return graph.add(STANDARD, "Slice", List.of("all places", "0", "length", "1"), "places", Map.of());
    }

    private String layer(int layer, String states, String mask) {
        String of = "encoder.layer." + layer + ".";
        String context = attention(layer, of, states, mask);
        double[] divisors = ranges.at(layer, Point.CONTEXT).divisors(WIDTH);
        String attended = normalized(of + "attention.output.",
                product(of + "attention.output.dense", layer, Point.CONTEXT, context, divisors), states);
        String wide = product(of + "intermediate.dense", layer, Point.INTERMEDIATE,
                divided(layer, Point.INTERMEDIATE, attended, WIDTH),
                ranges.at(layer, Point.INTERMEDIATE).divisors(WIDTH));
        String active = graph.add(ONNXRUNTIME, "BiasGelu", List.of(wide, constant(of + "intermediate.dense.bias")),
                of + "active", Map.of());
        int width = floats(of + "intermediate.dense.bias").length;
        return normalized(of + "output.",
                product(of + "output.dense", layer, Point.OUTPUT, divided(layer, Point.OUTPUT, active, width),
                        ranges.at(layer, Point.OUTPUT).divisors(width)),
                attended);
    }

    /** The heads' attention. What goes out of them is divided by dividing the values' weights, since it is their mean. */
    private String attention(int layer, String of, String states, String mask) {
        double[] divisors = ranges.at(layer, Point.ATTENTION).divisors(WIDTH);
        double[] context = ranges.at(layer, Point.CONTEXT).divisors(WIDTH);
        float[] weights = new float[3 * WIDTH * WIDTH];
        float[] bias = new float[3 * WIDTH];
        List<String> parts = List.of("query", "key", "value");
        for (int part = 0; part < parts.size(); part++) {
            String dense = of + "attention.self." + parts.get(part);
            float[] from = weights(dense);
            float[] fromBias = floats(dense + ".bias");
            for (int column = 0; column < WIDTH; column++) {
                double divisor = part == 2 ? context[column] : 1;
                bias[part * WIDTH + column] = (float) (fromBias[column] / divisor);
                for (int row = 0; row < WIDTH; row++) {
                    weights[(row * 3 + part) * WIDTH + column] = (float) (from[row * WIDTH + column] / divisor);
                }
            }
        }
        String name = of + "attention";
        String rounded = rounded(layer, Point.ATTENTION, divided(layer, Point.ATTENTION, states, WIDTH));
        addWeights(name, weights, divisors);
        graph.add(OnnxTensor.floats(name + ".bias", bias, bias.length));
        return graph.add(ONNXRUNTIME, "QAttention",
                List.of(rounded, name + ".weights", name + ".bias", rounded + ".scale", name + ".scales", mask,
                        rounded + ".zero", name + ".zeros"),
                name, Map.of("num_heads", HEADS));
    }

    /** The states, with the channels that reach far divided. */
    private String divided(int layer, Point point, String states, int channels) {
        double[] divisors = ranges.at(layer, point).divisors(channels);
        float[] factors = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            factors[channel] = (float) (1 / divisors[channel]);
        }
        String name = layer + "." + point;
        graph.add(OnnxTensor.floats(name + ".factors", factors, channels));
        return graph.add(STANDARD, "Mul", List.of(states, name + ".factors"), name + ".divided", Map.of());
    }

    private String rounded(int layer, Point point, String states) {
        Range range = ranges.at(layer, point);
        double scale = (range.high() - range.low()) / 255;
        String name = layer + "." + point + ".rounded";
        graph.add(OnnxTensor.number(name + ".scale", scale));
        graph.add(
                OnnxTensor.bytes(name + ".zero", OnnxTensor.UINT8, new byte[]{(byte) Math.rint(-range.low() / scale)}));
        return graph.add(STANDARD, "QuantizeLinear", List.of(states, name + ".scale", name + ".zero"), name, Map.of());
    }

    private String product(String dense, int layer, Point point, String states, double[] divisors) {
        String rounded = rounded(layer, point, states);
        addWeights(dense, weights(dense), divisors);
        return graph.add(ONNXRUNTIME, "MatMulIntegerToFloat",
                List.of(rounded, dense + ".weights", rounded + ".scale", dense + ".scales", rounded + ".zero",
                        dense + ".zeros"),
                dense, Map.of());
    }

    /** Adds 8-bit weights with a scale of each column's own; a row is multiplied by what its channel was divided by. */
    private void addWeights(String name, float[] weights, double[] divisors) {
        int rows = divisors.length;
        int columns = weights.length / rows;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (weights[i] * divisors[i / columns]);
        }
        float[] scales = new float[columns];
        for (int column = 0; column < columns; column++) {
            scales[column] = (float) (furthest(weights, column, columns) / 127);
        }
        byte[] rounded = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            rounded[i] = (byte) Math.rint(weights[i] / scales[i % columns]);
        }
        graph.add(OnnxTensor.bytes(name + ".weights", OnnxTensor.INT8, rounded, rows, columns));
        graph.add(OnnxTensor.floats(name + ".scales", scales, columns));
        graph.add(OnnxTensor.bytes(name + ".zeros", OnnxTensor.INT8, new byte[columns], columns));
    }

    private static double furthest(float[] numbers, int from, int step) {
        double furthest = 0;
        for (int i = from; i < numbers.length; i += step) {
            furthest = Math.max(furthest, Math.abs(numbers[i]));
        }
        return furthest;
    }

    /** Adds what a part of a layer found to what went into it, and brings the sum back to a common length. */
    private String normalized(String part, String found, String before) {
        return graph.add(ONNXRUNTIME, "SkipLayerNormalization",
                List.of(found, before, constant(part + "LayerNorm.weight"), constant(part + "LayerNorm.bias"),
                        constant(part + "dense.bias")),
                part + "normalized", Map.of("epsilon", EPSILON));
    }

    /** The weights of a product, a row for each channel that goes in. */
    private float[] weights(String dense) {
        return floats(weights.getOrDefault(dense, dense));
    }

    private float[] floats(String name) {
        return tensor(name).floats();
    }

    private String constant(String name) {
        return graph.add(tensor(name));
    }

    private OnnxTensor tensor(String name) {
        OnnxTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("The 32-bit model has no " + name + ".");
        }
        return tensor;
    }
}
