package io.parley.knowledge.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

/** Trains a row of weights for each entry. The same samples give the same rows. */
final class LogisticRegression {

    /** Beyond them, the rows learn little but the samples' own quirks. */
    private static final int MAX_STEPS = 40;
    private static final int MIN_STEPS = 8;
    /** Multiplications that training may take: some seconds. A large FAQ is gone through less often. */
    private static final double BUDGET = 4e10;
    /** What keeps the weights small; of 0.3, 1 and 3 the best for full FAQs, and no worse for young ones. */
    private static final double DECAY = 3;
    /**
     * Unit vectors differ little in each of their numbers; stretched, they are told apart with weights that are small enough
     * for the decay to judge.
     */
    private static final float STRETCH = 8;
    /** How much words count beside meaning: 4 gave more right answers than 0 and 8. */
    private static final float WORDS_STRETCH = 4;
    /** A share of the probability that is too small to learn from. */
    private static final float NEGLIGIBLE = 1e-6f;

    private final int rows;
    private final int dimension;
    private final int words;
    private final List<Sample> samples = new ArrayList<>();
    private final List<WordVectors.Sparse> wordVectors = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();

    LogisticRegression(int rows, int dimension, int words) {
        this.rows = rows;
        this.dimension = dimension;
        this.words = words;
    }

    void add(Sample sample, WordVectors.Sparse wordVector, int owner) {
        samples.add(sample);
        wordVectors.add(wordVector);
        owners.add(owner);
    }

    /** Learns, and gives the rows in their order. */
    List<Refinement.Mixed> trained() {
        double pass = 2.0 * samples.size() * rows * dimension;
        int steps = (int) Math.clamp(BUDGET / Math.max(pass, 1), MIN_STEPS, MAX_STEPS);
        float[] weights = Descent.from(rows * rowSize(), steps, this::loss);
        return IntStream.range(0, rows).mapToObj(row -> mixed(weights, row * rowSize())).toList();
    }

    /** Of meaning, of words, and one that is added. */
    private int rowSize() {
        return dimension + words + 1;
    }

    private Refinement.Mixed mixed(float[] weights, int from) {
        float[] ofMeaning = stretched(Arrays.copyOfRange(weights, from, from + dimension), STRETCH);
        float[] ofWords = stretched(Arrays.copyOfRange(weights, from + dimension, from + dimension + words),
                WORDS_STRETCH);
        return new Refinement.Mixed(new Linear(ofMeaning, weights[from + dimension + words]), ofWords);
    }

    private static float[] stretched(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    /** How unlikely the weights make the samples, on average, and how large they are themselves. */
    private double loss(float[] weights, float[] gradient) {
        Row[] all = IntStream.range(0, rows).mapToObj(row -> new Row(weights, row * rowSize())).toArray(Row[]::new);
        float share = 1f / samples.size();
        double loss = 0;
        float[] probabilities = new float[rows];
        for (int sample = 0; sample < samples.size(); sample++) {
            int owner = owners.get(sample);
            probabilitiesOf(sample, all, probabilities);
            float weight = samples.get(sample).weight() * share;
            loss -= Math.log(Math.max(probabilities[owner], Float.MIN_NORMAL)) * weight;
            probabilities[owner] -= 1;
            for (int row = 0; row < rows; row++) {
                if (Math.abs(probabilities[row]) > NEGLIGIBLE) {
                    all[row].blame(sample, probabilities[row] * weight);
                }
            }
        }
        for (Row row : all) {
            loss += row.decay(DECAY * share, gradient);
        }
        return loss;
    }

    private void probabilitiesOf(int sample, Row[] all, float[] into) {
        float most = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < rows; row++) {
            into[row] = all[row].of(sample);
            most = Math.max(most, into[row]);
        }
        float sum = 0;
        for (int row = 0; row < rows; row++) {
            into[row] = (float) Math.exp(into[row] - most);
            sum += into[row];
        }
        for (int row = 0; row < rows; row++) {
            into[row] /= sum;
        }
    }

    /** The weights of one entry at one point of the way, and their part of the gradient there. */
    private final class Row {
        private final int from;
        private final float[] meaning;
        private final float[] ofWords;
        private final float bias;
        private final float[] meaningGradient = new float[dimension];
        private final float[] wordsGradient = new float[words];
        private float biasGradient;

        Row(float[] weights, int from) {
            this.from = from;
            this.meaning = Arrays.copyOfRange(weights, from, from + dimension);
            this.ofWords = Arrays.copyOfRange(weights, from + dimension, from + dimension + words);
            this.bias = weights[from + dimension + words];
        }

        float of(int sample) {
            return STRETCH * VectorUtil.dotProduct(meaning, samples.get(sample).vector())
                    + WORDS_STRETCH * wordVectors.get(sample).dot(ofWords) + bias;
        }

        void blame(int sample, float factor) {
            float[] vector = samples.get(sample).vector();
            float stretched = STRETCH * factor;
            for (int i = 0; i < vector.length; i++) {
                meaningGradient[i] += stretched * vector[i];
            }
            wordVectors.get(sample).addTo(wordsGradient, WORDS_STRETCH * factor);
            biasGradient += factor;
        }

        /** Writes the gradient, with what draws the weights towards zero, and gives that part of the loss. */
        double decay(double decay, float[] gradient) {
            double squares = decay(meaning, meaningGradient, decay, gradient, from)
                    + decay(ofWords, wordsGradient, decay, gradient, from + dimension);
            gradient[from + dimension + words] = biasGradient;
            return decay / 2 * squares;
        }

        private static double decay(float[] weights, float[] slope, double decay, float[] gradient, int from) {
            double squares = 0;
            for (int i = 0; i < weights.length; i++) {
                gradient[from + i] = slope[i] + (float) decay * weights[i];
                squares += (double) weights[i] * weights[i];
            }
            return squares;
        }
    }
}
