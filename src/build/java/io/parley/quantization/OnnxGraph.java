package io.parley.quantization;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's file, read and written as far as the making of a model takes. The numbers below are those of the format's
 * fields.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3">onnx.proto3</a>
 */
public final class OnnxGraph {

    private static final int MODEL_IR_VERSION = 1;
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_OPSET = 8;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_NAME = 2;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_NAME = 3;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int NODE_DOMAIN = 7;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_FLOAT = 2;
    private static final int ATTRIBUTE_INT = 3;
    private static final int ATTRIBUTE_INTS = 8;
    private static final int ATTRIBUTE_TYPE = 20;

    private final UnknownFieldSet.Builder model;
    private final UnknownFieldSet.Builder graph;

    private OnnxGraph(UnknownFieldSet.Builder model, UnknownFieldSet.Builder graph) {
        this.model = model;
        this.graph = graph;
    }

    /**
     * An empty graph.
     *
     * @param name     what it is called
     * @param versions of each domain of operators; the standard one's name is empty
     */
    static OnnxGraph named(String name, Map<String, Integer> versions) {
        UnknownFieldSet.Builder model = UnknownFieldSet.newBuilder().addField(MODEL_IR_VERSION, number(8));
        new TreeMap<>(versions).forEach((domain, version) -> model.mergeField(MODEL_OPSET,
                message(UnknownFieldSet.newBuilder().addField(1, text(domain)).addField(2, number(version)).build())));
        return new OnnxGraph(model, UnknownFieldSet.newBuilder().addField(GRAPH_NAME, text(name)));
    }

    /** The graph of a model's file. */
    public static OnnxGraph read(InputStream file) throws IOException {
        UnknownFieldSet model = UnknownFieldSet.parseFrom(file);
        ByteString graph = model.getField(MODEL_GRAPH).getLengthDelimitedList().getFirst();
        return new OnnxGraph(UnknownFieldSet.newBuilder(model).clearField(MODEL_GRAPH),
                UnknownFieldSet.newBuilder(UnknownFieldSet.parseFrom(graph)));
    }

    /** The constants, by name. */
    Map<String, OnnxTensor> tensors() throws IOException {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        for (ByteString tensor : graph.build().getField(GRAPH_INITIALIZER).getLengthDelimitedList()) {
            OnnxTensor read = OnnxTensor.read(UnknownFieldSet.parseFrom(tensor));
            tensors.put(read.name(), read);
        }
        return tensors;
    }

    /** What each node takes in, by the node's name. */
    public Map<String, List<String>> inputs() throws IOException {
        Map<String, List<String>> inputs = new HashMap<>();
        for (ByteString node : graph.build().getField(GRAPH_NODE).getLengthDelimitedList()) {
            UnknownFieldSet fields = UnknownFieldSet.parseFrom(node);
            inputs.put(fields.getField(NODE_NAME).getLengthDelimitedList().getFirst().toStringUtf8(),
                    fields.getField(NODE_INPUT).getLengthDelimitedList().stream().map(ByteString::toStringUtf8)
                            .toList());
        }
        return inputs;
    }

    /** Adds a constant, and gives its name. */
    String add(OnnxTensor tensor) {
        graph.mergeField(GRAPH_INITIALIZER, message(tensor.proto()));
        return tensor.name();
    }

    /**
     * Adds a node, and gives the name of its output.
     *
     * @param domain     of the operator; empty for the standard one
     * @param attributes each an Integer, a Float or a long[]
     */
    public String add(String domain, String operator, List<String> inputs, String output,
            Map<String, Object> attributes) {
        UnknownFieldSet.Builder node = UnknownFieldSet.newBuilder();
        inputs.forEach(input -> node.mergeField(NODE_INPUT, text(input)));
        node.addField(NODE_OUTPUT, text(output)).addField(NODE_NAME, text(output))
                .addField(NODE_OPERATOR, text(operator)).addField(NODE_DOMAIN, text(domain));
        new TreeMap<>(attributes)
                .forEach((name, value) -> node.mergeField(NODE_ATTRIBUTE, message(attribute(name, value))));
        graph.mergeField(GRAPH_NODE, message(node.build()));
        return output;
    }

    private static UnknownFieldSet attribute(String name, Object value) {
        UnknownFieldSet.Builder attribute = UnknownFieldSet.newBuilder().addField(ATTRIBUTE_NAME, text(name));
        switch (value) {
            case Float number -> attribute
                    .addField(ATTRIBUTE_FLOAT, Field.newBuilder().addFixed32(Float.floatToIntBits(number)).build())
                    .addField(ATTRIBUTE_TYPE, number(1));
            case Integer number ->
                attribute.addField(ATTRIBUTE_INT, number(number)).addField(ATTRIBUTE_TYPE, number(2));
            case long[] numbers -> {
                for (long number : numbers) {
                    attribute.mergeField(ATTRIBUTE_INTS, number(number));
                }
                attribute.addField(ATTRIBUTE_TYPE, number(7));
            }
            default -> throw new IllegalArgumentException(name + " can't be a " + value.getClass().getSimpleName());
        }
        return attribute.build();
    }

    /** Lets the graph take in something of the given type and the extents so named. */
    void input(String name, int type, List<String> extents) {
        graph.mergeField(GRAPH_INPUT, message(value(name, type, extents)));
    }

    /** Lets the graph give floats with the extents so named. */
    public void output(String name, List<String> extents) {
        graph.mergeField(GRAPH_OUTPUT, message(value(name, OnnxTensor.FLOAT, extents)));
    }

    private static UnknownFieldSet value(String name, int type, List<String> extents) {
        UnknownFieldSet.Builder shape = UnknownFieldSet.newBuilder();
        extents.forEach(extent -> shape.mergeField(1,
                message(UnknownFieldSet.newBuilder().addField(2, text(extent)).build())));
        UnknownFieldSet tensor = UnknownFieldSet.newBuilder()
                .addField(1, number(type)).addField(2, message(shape.build())).build();
        return UnknownFieldSet.newBuilder().addField(1, text(name))
                .addField(2, message(UnknownFieldSet.newBuilder().addField(1, message(tensor)).build())).build();
    }

    /** The model's file. */
    public byte[] toBytes() {
        return UnknownFieldSet.newBuilder(model.build()).addField(MODEL_GRAPH, message(graph.build())).build()
                .toByteArray();
    }

    static Field text(String text) {
        return Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8(text)).build();
    }

    private static Field number(long number) {
        return Field.newBuilder().addVarint(number).build();
    }

    private static Field message(UnknownFieldSet message) {
        return Field.newBuilder().addLengthDelimited(message.toByteString()).build();
    }
}
