package io.parley.knowledge.ranking;

import io.parley.knowledge.faq.Phrasing;
import java.util.List;
import java.util.Map;

/**
 * A way to ask, as something to learn from.
 *
 * @param vector its unit vector
 * @param words  its words, with how often each occurs
 * @param weight how much it counts, above 0 and at most 1
 */
record Sample(float[] vector, Map<String, Integer> words, float weight) {

    /** A phrasing that has this vector. */
    static Sample of(Phrasing phrasing, float[] vector) {
        return new Sample(vector, IndexFields.words(phrasing.text()), (float) phrasing.weight());
    }

    /** The same for those who look at the meaning alone; cutting up a text takes longer than all that they do. */
    static Sample withoutWords(Phrasing phrasing, float[] vector) {
        return new Sample(vector, Map.of(), (float) phrasing.weight());
    }

    /** How much all of them count together. */
    static float weight(List<Sample> samples) {
        float sum = 0;
        for (Sample sample : samples) {
            sum += sample.weight;
        }
        return sum;
    }

    /** The weighted mean of the vectors, which is no unit vector. */
    static float[] mean(List<Sample> samples) {
        float[] mean = new float[samples.getFirst().vector.length];
        for (Sample sample : samples) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += sample.weight * sample.vector[d];
            }
        }
        float weight = weight(samples);
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= weight;
        }
        return mean;
    }
}
