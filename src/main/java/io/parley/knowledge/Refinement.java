package io.parley.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.lucene.util.VectorUtil;

/**
 * Multinomial logistic regression of entries on the vectors of their phrasings, by Adam over small batches. The same
 * phrasings give the same result.
 */
final class Refinement {

    private static final int MAX_EPOCHS = 30;
    /** Multiplications that training may take: some seconds. A large FAQ is gone through less often. */
    private static final double BUDGET = 3e10;
    private static final int MAX_BATCH = 256;
    private static final int MIN_BATCH = 32;
    private static final double RATE = 0.02;
    private static final double LEAST_RATE = 1e-4;
    private static final double DECAY = 1;
    /**
     * Unit vectors differ little in each of their numbers; stretched, they are told apart with weights that are small enough
     * for the decay to judge. Of 1, 8 and 16 the best for entries of 5, 30 and 100 phrasings.
     */
    private static final float STRETCH = 8;
    /** A share of the probability that is too small to learn from. */
    private static final float NEGLIGIBLE = 1e-4f;

    private final List<FaqId> ids;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();
    private final Row[] rows;

    private Refinement(Map<FaqId, List<Sample>> byEntry, int dimension) {
        ids = byEntry.keySet().stream().sorted(java.util.Comparator.comparing(FaqId::value)).toList();
        rows = new Row[ids.size()];
        for (int owner = 0; owner < ids.size(); owner++) {
            rows[owner] = new Row(dimension);
            for (Sample sample : byEntry.getOrDefault(ids.get(owner), List.of())) {
                samples.add(sample);
                owners.add(owner);
            }
        }
    }

    static Map<FaqId, Linear> of(Map<FaqId, List<Sample>> samples, int dimension) {
        Refinement refinement = new Refinement(samples, dimension);
        refinement.train(dimension);
        Map<FaqId, Linear> result = new HashMap<>();
        for (int i = 0; i < refinement.rows.length; i++) {
            result.put(refinement.ids.get(i), refinement.rows[i].linear());
        }
        return result;
    }

    private void train(int dimension) {
        int n = samples.size();
        double work = 2.0 * n * rows.length * dimension;
        int epochs = (int) Math.clamp(BUDGET / Math.max(work, 1), 1, MAX_EPOCHS);
        int batch = Math.min(MAX_BATCH, Math.max(MIN_BATCH, n / 4));
        int[] order = java.util.stream.IntStream.range(0, n).toArray();
        Random random = new Random(1);
        for (int epoch = 0, step = 1; epoch < epochs; epoch++) {
            shuffle(order, random);
            double rate = RATE * (1 - (double) epoch / epochs) + LEAST_RATE;
            for (int from = 0; from < n; from += batch, step++) {
                learn(order, from, Math.min(from + batch, n), rate, step);
            }
        }
    }

    private void learn(int[] order, int from, int to, double rate, int step) {
        float share = 1f / (to - from);
        float[] probabilities = new float[rows.length];
        for (int i = from; i < to; i++) {
            Sample sample = samples.get(order[i]);
            probabilitiesOf(sample.vector(), probabilities);
            probabilities[owners.get(order[i])] -= 1;
            for (int row = 0; row < rows.length; row++) {
                if (Math.abs(probabilities[row]) > NEGLIGIBLE) {
                    rows[row].blame(sample.vector(), probabilities[row] * share * sample.weight());
                }
            }
        }
        for (Row row : rows) {
            row.step(rate, DECAY / samples.size(), step);
        }
    }

    private void probabilitiesOf(float[] vector, float[] into) {
        float most = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < rows.length; row++) {
            into[row] = rows[row].of(vector);
            most = Math.max(most, into[row]);
        }
        float sum = 0;
        for (int row = 0; row < rows.length; row++) {
            into[row] = (float) Math.exp(into[row] - most);
            sum += into[row];
        }
        for (int row = 0; row < rows.length; row++) {
            into[row] /= sum;
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /** What is learned of one entry. */
    private static final class Row {
        private final Adam weights;
        private final Adam bias = new Adam(1);

        Row(int dimension) {
            weights = new Adam(dimension);
        }

        float of(float[] vector) {
            return STRETCH * VectorUtil.dotProduct(weights.values, vector) + bias.values[0];
        }

        void blame(float[] vector, float factor) {
            for (int i = 0; i < vector.length; i++) {
                weights.gradient[i] += STRETCH * factor * vector[i];
            }
            bias.gradient[0] += factor;
        }

        void step(double rate, double decay, int step) {
            weights.step(rate, decay, step);
            bias.step(rate, 0, step);
        }

        Linear linear() {
            float[] stretched = weights.values.clone();
            for (int i = 0; i < stretched.length; i++) {
                stretched[i] *= STRETCH;
            }
            return new Linear(stretched, bias.values[0]);
        }
    }

    /** Numbers that are learned, each at a pace of its own. */
    private static final class Adam {
        private static final float KEEP_MEAN = 0.9f;
        private static final float KEEP_SQUARE = 0.99f;
        private static final float TINY = 1e-6f;

        private final float[] values;
        private final float[] gradient;
        private final float[] mean;
        private final float[] square;

        Adam(int size) {
            values = new float[size];
            gradient = new float[size];
            mean = new float[size];
            square = new float[size];
        }

        void step(double rate, double decay, int step) {
            float pace = (float) (rate / (1 - Math.pow(KEEP_MEAN, step)));
            float squareScale = (float) (1 / (1 - Math.pow(KEEP_SQUARE, step)));
            for (int i = 0; i < values.length; i++) {
                float g = gradient[i] + (float) decay * values[i];
                mean[i] = KEEP_MEAN * mean[i] + (1 - KEEP_MEAN) * g;
                square[i] = KEEP_SQUARE * square[i] + (1 - KEEP_SQUARE) * g * g;
                values[i] -= pace * mean[i] / ((float) Math.sqrt(square[i] * squareScale) + TINY);
                gradient[i] = 0;
            }
        }
    }
}
