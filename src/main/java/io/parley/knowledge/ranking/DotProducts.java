package io.parley.knowledge.ranking;

import org.apache.lucene.util.VectorUtil;

/**
 * The dot products of one vector with others that lie anywhere in memory. Waiting for memory takes longer than multiplying,
 * so one number of every line of the next few vectors is read before they are needed: the processor fetches those side by
 * side, as no number waits for another. Not for concurrent use.
 */
public final class DotProducts {

    /** So many vectors are fetched at a time; they fit the processor's nearest memory. */
    private static final int AHEAD = 16;
    /** The numbers in a line of memory. */
    private static final int LINE = 16;
    /** A quarter of a model's vector. With a constant, the compiler multiplies many numbers by one instruction. */
    private static final int QUARTER = 96;

    private final float[] vector;
    private final float[] sums = new float[QUARTER];

    /** Creates the products with this vector. */
    public DotProducts(float[] vector) {
        this.vector = vector;
    }

    /** One for each of the others. */
    public float[] with(float[][] others) {
        float[] products = new float[others.length];
        for (int from = 0; from < others.length; from += AHEAD) {
            int to = Math.min(from + AHEAD, others.length);
            sums[0] = fetched(others, from, to);
            for (int i = from; i < to; i++) {
                products[i] = with(others[i]);
            }
        }
        return products;
    }

    /** A number that means nothing, but cannot be had without reading. */
    private static float fetched(float[][] others, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            for (int d = 0; d < others[i].length; d += LINE) {
                sum += others[i][d];
            }
        }
        return sum;
    }

    float with(float[] other) {
        return other.length == 4 * QUARTER && vector.length == other.length
                ? ofModel(vector, other, sums)
                : VectorUtil.dotProduct(vector, other);
    }

    double with(Linear other) {
        return with(other.weights()) + other.bias();
    }

    private static float ofModel(float[] a, float[] b, float[] sums) {
        for (int i = 0; i < QUARTER; i++) {
            sums[i] = a[i] * b[i] + a[i + QUARTER] * b[i + QUARTER] + a[i + 2 * QUARTER] * b[i + 2 * QUARTER]
                    + a[i + 3 * QUARTER] * b[i + 3 * QUARTER];
        }
        for (int i = 0; i < QUARTER / 2; i++) {
            sums[i] += sums[i + QUARTER / 2];
        }
        float even = 0;
        float odd = 0;
        for (int i = 0; i < QUARTER / 2; i += 2) {
            even += sums[i];
            odd += sums[i + 1];
        }
        return even + odd;
    }
}
