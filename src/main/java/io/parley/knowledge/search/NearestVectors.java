package io.parley.knowledge.search;

import io.parley.knowledge.ranking.DotProducts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

/**
 * Finds the nearest of many unit vectors. Each has a code of one bit a dimension, on which side of the mean it lies. A search
 * counts in how many bits each code differs from the query's, counts again for those that differ least, now more for the
 * bits of dimensions in which the query lies far from the mean, and compares exactly with those that then differ least. So
 * it takes no time to build, unlike a graph, and reads 48 bytes a vector instead of 1,536. Immutable.
 *
 * @param <T> what the vectors belong to
 */
final class NearestVectors<T> {

    /** About so many of the least different are counted again. */
    private static final int COUNTED_AGAIN = 1_536;
    /** So many of these are compared exactly. */
    private static final int COMPARED = 512;
    /** Up to so many vectors, all are compared. */
    private static final int FEW = 2_048;
    /** Distances are counted for so many vectors at a time, so that they stay in the processor's nearest memory. */
    private static final int BLOCK = 2_048;
    /** One in so many vectors is looked at to learn how different the least different are, a few from each place. */
    private static final int SAMPLE = 16;
    private static final int SAMPLED_TOGETHER = 128;
    /** The bits of the number by which a dimension counts. */
    private static final int WEIGHT_BITS = 4;
    private static final int MOST_WEIGHT = (1 << WEIGHT_BITS) - 1;

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
        int[] compared = codes.length == 0
                ? IntStream.range(0, vectors.length).toArray()
                : leastDifferentAgain(query, leastDifferent(query));
        float[][] others = new float[compared.length][];
        Arrays.setAll(others, i -> vectors[compared[i]]);
        float[] cosines = new DotProducts(query).with(others);
        Best best = new Best(Math.min(most, compared.length));
        for (int i = 0; i < compared.length; i++) {
            best.offer(compared[i], cosines[i]);
        }
        return best.indexes().mapToObj(owners::get).toList();
    }

    private long[] codeOf(float[] query) {
        long[] code = new long[codes.length];
        Arrays.setAll(code, word -> code(query, word));
        return code;
    }

    private int[] leastDifferent(float[] query) {
        long[] wanted = codeOf(query);
        int[] differences = new int[BLOCK];
        int bound = bound(wanted, differences);
        int[] found = new int[2 * COUNTED_AGAIN];
        int size = 0;
        for (int from = 0; from < vectors.length; from += BLOCK) {
            int length = count(wanted, from, BLOCK, differences);
            for (int i = 0; i < length; i++) {
                if (differences[i] <= bound) {
                    found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                    found[size++] = from + i;
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** So many bits differ at most in about as many vectors as are to be counted again, judged by a sample. */
    private int bound(long[] wanted, int[] differences) {
        int[] histogram = new int[codes.length * Long.SIZE + 1];
        int sampled = 0;
        for (int from = 0; from < vectors.length; from += SAMPLE * SAMPLED_TOGETHER) {
            int length = count(wanted, from, SAMPLED_TOGETHER, differences);
            for (int i = 0; i < length; i++) {
                histogram[differences[i]]++;
            }
            sampled += length;
        }
        return bound(histogram, Math.max(1, (long) COUNTED_AGAIN * sampled / vectors.length));
    }

    /** The difference that so many do not pass. */
    private static int bound(int[] histogram, long enough) {
        int bound = 0;
        for (long all = histogram[0]; all < enough; all += histogram[bound]) {
            bound++;
        }
        return bound;
    }

    /** Those of the vectors that differ least when each bit counts by how far from the mean the query lies. */
    private int[] leastDifferentAgain(float[] query, int[] among) {
        long[] wanted = codeOf(query);
        long[][] weights = weights(query);
        int[] histogram = new int[codes.length * Long.SIZE * MOST_WEIGHT + 1];
        int[] differences = new int[among.length];
        for (int i = 0; i < among.length; i++) {
            differences[i] = weighted(among[i], wanted, weights);
            histogram[differences[i]]++;
        }
        int bound = bound(histogram, Math.min(COMPARED, among.length));
        return IntStream.range(0, among.length).filter(i -> differences[i] <= bound).map(i -> among[i]).toArray();
    }

    /** Bit by bit of the weights, for each word of a code those of its dimensions. */
    private long[][] weights(float[] query) {
        float farthest = Float.MIN_NORMAL;
        for (int d = 0; d < query.length; d++) {
            farthest = Math.max(farthest, Math.abs(query[d] - mean[d]));
        }
        long[][] weights = new long[codes.length][WEIGHT_BITS];
        for (int d = 0; d < query.length; d++) {
            long weight = Math.round(Math.abs(query[d] - mean[d]) / farthest * MOST_WEIGHT);
            for (int bit = 0; bit < WEIGHT_BITS; bit++) {
                weights[d / Long.SIZE][bit] |= (weight >> bit & 1) << d;
            }
        }
        return weights;
    }

    private int weighted(int index, long[] wanted, long[][] weights) {
        int sum = 0;
        for (int word = 0; word < wanted.length; word++) {
            long different = codes[word][index] ^ wanted[word];
            for (int bit = 0; bit < WEIGHT_BITS; bit++) {
                sum += Long.bitCount(different & weights[word][bit]) << bit;
            }
        }
        return sum;
    }

    /** In how many bits each of several codes differs; written so that it becomes one instruction for many codes. */
    private int count(long[] wanted, int from, int most, int[] differences) {
        int length = Math.min(most, vectors.length - from);
        Arrays.fill(differences, 0, length, 0);
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
