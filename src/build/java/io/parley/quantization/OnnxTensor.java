package io.parley.quantization;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Constant numbers of a graph: a TensorProto whose numbers stand in raw_data.
 *
 * @param name  what nodes call it
 * @param type  one of TensorProto.DataType
 * @param shape its extents, the outermost first; none for a single number
 * @param bytes the numbers, row by row, little-endian
 */
record OnnxTensor(String name, int type, long[] shape, ByteString bytes) {

    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT8 = 3;
    static final int INT32 = 6;
    static final int INT64 = 7;

    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;

    static OnnxTensor floats(String name, float[] numbers, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return new OnnxTensor(name, FLOAT, shape, ByteString.copyFrom(bytes));
    }

    static OnnxTensor number(String name, double number) {
        return floats(name, new float[]{(float) number});
    }

    static OnnxTensor bytes(String name, int type, byte[] numbers, long... shape) {
        return new OnnxTensor(name, type, shape, ByteString.copyFrom(numbers));
    }

    static OnnxTensor longs(String name, long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(numbers);
        return new OnnxTensor(name, INT64, new long[]{numbers.length}, ByteString.copyFrom(bytes));
    }

    static OnnxTensor read(UnknownFieldSet proto) {
        UnknownFieldSet.Field dims = proto.getField(DIMS);
        return new OnnxTensor(proto.getField(NAME).getLengthDelimitedList().getFirst().toStringUtf8(),
                proto.getField(DATA_TYPE).getVarintList().getFirst().intValue(),
                dims.getVarintList().stream().mapToLong(Long::longValue).toArray(),
                proto.getField(RAW_DATA).getLengthDelimitedList().getFirst());
    }

    /** The numbers of a tensor of floats. */
    float[] floats() {
        if (type != FLOAT) {
            throw new IllegalStateException(name + " has numbers of type " + type + ", not floats.");
        }
        float[] numbers = new float[bytes.size() / Float.BYTES];
        bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }

    UnknownFieldSet proto() {
        UnknownFieldSet.Field.Builder dims = UnknownFieldSet.Field.newBuilder();
        Arrays.stream(shape).forEach(dims::addVarint);
        return UnknownFieldSet.newBuilder()
                .addField(DIMS, dims.build())
                .addField(DATA_TYPE, UnknownFieldSet.Field.newBuilder().addVarint(type).build())
                .addField(NAME, OnnxGraph.text(name))
                .addField(RAW_DATA, UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes).build())
                .build();
    }
}
