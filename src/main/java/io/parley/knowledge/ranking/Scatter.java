package io.parley.knowledge.ranking;

import java.util.Collection;
import java.util.List;

/** Sums up how the vectors of each entry lie around their mean. */
final class Scatter {

    /** So many vectors tell enough about the covariance; of a larger FAQ, every second or third entry is taken. */
    private static final int ENOUGH = 20_000;

    private Scatter() {}

    static Covariance of(Collection<List<Sample>> entries, int dimension) {
        float[][] scatter = new float[dimension][dimension];
        int total = entries.stream().mapToInt(List::size).sum();
        int each = Math.ceilDiv(Math.max(total, 1), ENOUGH);
        double freedom = 0;
        int number = 0;
        for (List<Sample> samples : entries) {
            if (number++ % each == 0) {
                add(samples, scatter);
                freedom += Math.max(0, Sample.weight(samples) - 1);
            }
        }
        return Covariance.of(scatter, freedom);
    }

    private static void add(List<Sample> samples, float[][] scatter) {
        float[] mean = Sample.mean(samples);
        float[] deviation = new float[mean.length];
        for (Sample sample : samples) {
            for (int d = 0; d < mean.length; d++) {
                deviation[d] = sample.vector()[d] - mean[d];
            }
            for (int i = 0; i < mean.length; i++) {
                float factor = sample.weight() * deviation[i];
                float[] row = scatter[i];
                for (int j = i; j < mean.length; j++) {
                    row[j] += factor * deviation[j];
                }
            }
        }
    }
}
