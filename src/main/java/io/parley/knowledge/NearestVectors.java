package io.parley.knowledge;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.VectorUtil;

/**
 * Finds the nearest of many unit vectors. Each has a code of one bit a dimension, on which side of the mean it lies; a
 * search counts in how many bits each code differs from the query's, and compares exactly with those that differ least.
 * So it takes no time to build, unlike a graph, and reads 48 bytes a vector instead of 1,536. Immutable.
 *
 * @param <T> what the vectors belong to
 */
final class NearestVectors<T> {

    /** About so many of the least different are compared exactly; with 384, one in a hundred nearest is lost. */
    private static final int COMPARED = 1_024;
    /** Up to so many vectors, all are compared. */
    private static final int FEW = 2 * COMPARED;
    /** Distances are counted for so many vectors at a time, so that they stay in the processor's nearest memory. */
    private static final int BLOCK = 2_048;
    /** Every so many blocks are looked at to learn how different the least different are. */
    private static final int SAMPLE = 16;

    private final List<T> owners;
    private final float[][] vectors;
    private final float[] mean;
    /** Bit by dimension, 64 dimensions an array, in each array vector by vector. */
    private final long[][] codes;

    /**
     * @param vectors of one length; the one at each place belongs to the owner at that place
     */
    NearestVectors(List<T> owners, List<float[]> vectors) {
        this.owners = List.copyOf(owners);
        this.vectors = vectors.toArray(float[][]::new);
        this.mean = mean(this.vectors);
        this.codes = this.vectors.length <= FEW ? new long[0][] : codes();
    }

    private static float[] mean(float[][] vectors) {
        float[] mean = new float[vectors.length == 0 ? 0 : vectors[0].length];
        int step = Math.max(1, vectors.length / FEW);
        for (int i = 0; i < vectors.length; i += step) {
            VectorUtil.add(mean, vectors[i]);
        }
        int added = Math.ceilDiv(vectors.length, step);
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= added;
        }
        return mean;
    }

    private long[][] codes() {
        long[][] all = new long[Math.ceilDiv(mean.length, Long.SIZE)][vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            for (int word = 0; word < all.length; word++) {
                all[word][i] = code(vectors[i], word);
            }
        }
        return all;
    }

    private long code(float[] vector, int word) {
        long code = 0;
        int from = word * Long.SIZE;
        for (int d = from; d < Math.min(from + Long.SIZE, vector.length); d++) {
            code |= (vector[d] > mean[d] ? 1L : 0L) << (d - from);
        }
        return code;
    }

    /** What the nearest vectors belong to, nearest first; as often as it has some among them. */
    List<T> nearest(float[] query, int most) {
        Best best = new Best(Math.min(most, vectors.length));
        if (codes.length == 0) {
            for (int i = 0; i < vectors.length; i++) {
                best.offer(i, VectorUtil.dotProduct(query, vectors[i]));
            }
        } else {
            for (int i : leastDifferent(query)) {
                best.offer(i, VectorUtil.dotProduct(query, vectors[i]));
            }
        }
        return best.indexes().mapToObj(owners::get).toList();
    }

    private int[] leastDifferent(float[] query) {
        long[] wanted = new long[codes.length];
        for (int word = 0; word < wanted.length; word++) {
            wanted[word] = code(query, word);
        }
        int[] differences = new int[BLOCK];
        int bound = bound(wanted, differences);
        int[] found = new int[2 * COMPARED];
        int size = 0;
        for (int from = 0; from < vectors.length; from += BLOCK) {
            int length = count(wanted, from, differences);
            for (int i = 0; i < length; i++) {
                if (differences[i] <= bound) {
                    found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                    found[size++] = from + i;
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** So many bits differ at most in about as many vectors as are to be compared, judged by a sample. */
    private int bound(long[] wanted, int[] differences) {
        int[] histogram = new int[codes.length * Long.SIZE + 1];
        int step = vectors.length <= SAMPLE * BLOCK ? 1 : SAMPLE;
        int sampled = 0;
        for (int from = 0; from < vectors.length; from += step * BLOCK) {
            int length = count(wanted, from, differences);
            for (int i = 0; i < length; i++) {
                histogram[differences[i]]++;
            }
            sampled += length;
        }
        long enough = Math.max(1, (long) COMPARED * sampled / vectors.length);
        int bound = 0;
        for (long all = histogram[0]; all < enough; all += histogram[bound]) {
            bound++;
        }
        return bound;
    }

    /** In how many bits each of a block's codes differs; written so that it becomes one instruction for many codes. */
    private int count(long[] wanted, int from, int[] differences) {
        int length = Math.min(BLOCK, vectors.length - from);
        Arrays.fill(differences, 0);
        for (int word = 0; word < wanted.length; word++) {
            add(codes[word], wanted[word], from, length, differences);
        }
        return length;
    }

    private static void add(long[] codes, long wanted, int from, int length, int[] differences) {
        for (int i = 0; i < length; i++) {
            differences[i] += Long.bitCount(codes[from + i] ^ wanted);
        }
    }
}
