package io.parley.knowledge.faq;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.springframework.modulith.NamedInterface;

/** How vectors stand in the database: 32-bit floats, little-endian. */
@NamedInterface
public final class Vectors {

    private Vectors() {}

    /** A vector as it is stored. */
    public static byte[] toBytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    /** A stored vector. */
    public static float[] fromBytes(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
