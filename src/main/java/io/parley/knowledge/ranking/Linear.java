package io.parley.knowledge.ranking;

import java.util.Collection;
import org.apache.lucene.util.VectorUtil;

/**
 * A weighted sum of a vector's numbers.
 *
 * @param weights one for each number
 * @param bias    added to the sum
 */
record Linear(float[] weights, double bias) {

    static Linear zero(int dimension) {
        return new Linear(new float[dimension], 0);
    }

    double of(float[] vector) {
        return VectorUtil.dotProduct(weights, vector) + bias;
    }

    /** The mean of several; zero of none. */
    static Linear mean(Collection<Linear> all, int dimension) {
        float[] sum = new float[dimension];
        double bias = 0;
        for (Linear one : all) {
            VectorUtil.add(sum, one.weights);
            bias += one.bias;
        }
        for (int d = 0; d < dimension; d++) {
            sum[d] /= Math.max(all.size(), 1);
        }
        return new Linear(sum, bias / Math.max(all.size(), 1));
    }
}
