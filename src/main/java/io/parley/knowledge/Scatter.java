package io.parley.knowledge;

import java.util.Collection;
import java.util.List;

import org.apache.lucene.util.VectorUtil;

/** Sums up how the vectors of each entry lie around their mean. */
final class Scatter {

    /** So many vectors tell enough about the covariance; of a larger FAQ, every second or third entry is taken. */
    private static final int ENOUGH = 20_000;

    private Scatter() {}

    static float[] mean(List<float[]> vectors) {
        float[] mean = new float[vectors.getFirst().length];
        vectors.forEach(vector -> VectorUtil.add(mean, vector));
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= vectors.size();
        }
        return mean;
    }

    static Covariance of(Collection<List<float[]>> entries, int dimension) {
        float[][] scatter = new float[dimension][dimension];
        int total = entries.stream().mapToInt(List::size).sum();
        int each = Math.ceilDiv(Math.max(total, 1), ENOUGH);
        int freedom = 0;
        int number = 0;
        for (List<float[]> vectors : entries) {
            if (number++ % each == 0) {
                add(vectors, scatter);
                freedom += vectors.size() - 1;
            }
        }
        return Covariance.of(scatter, freedom);
    }

    private static void add(List<float[]> vectors, float[][] scatter) {
        float[] mean = mean(vectors);
        float[] deviation = new float[mean.length];
        for (float[] vector : vectors) {
            for (int d = 0; d < mean.length; d++) {
                deviation[d] = vector[d] - mean[d];
            }
            for (int i = 0; i < mean.length; i++) {
                float factor = deviation[i];
                float[] row = scatter[i];
                for (int j = i; j < mean.length; j++) {
                    row[j] += factor * deviation[j];
                }
            }
        }
    }
}
