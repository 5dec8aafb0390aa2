package io.parley.knowledge;

import java.util.List;

/** Fits coefficients to samples by plain gradient descent; few numbers and many steps, so nothing clever is needed. */
final class Regression {

    private static final int STEPS = 4_000;
    private static final double RATE = 0.5;
    private static final double DECAY = 1e-4;

    private Regression() {}

    /**
     * A question's candidates.
     *
     * @param candidates what speaks for each
     * @param offsets    what is added to the sum for each, whatever the coefficients
     * @param right      which of them is right
     */
    record Choice(double[][] candidates, double[] offsets, int right, double weight) {}

    /** The coefficients under which the right candidates are the likeliest. */
    static double[] ofChoices(List<Choice> choices, int size) {
        return descend(size, (weights, gradient) -> {
            for (Choice choice : choices) {
                double[] shares = shares(choice.candidates, choice.offsets, weights);
                shares[choice.right] -= 1;
                for (int c = 0; c < shares.length; c++) {
                    add(gradient, choice.candidates[c], shares[c] * choice.weight);
                }
            }
        });
    }

    /** A question's best candidate and whether it is right. */
    record Outcome(double[] evidence, boolean isRight, double weight) {}

    /** The coefficients, and last the intercept, under which the outcomes are the likeliest. */
    static double[] ofOutcomes(List<Outcome> outcomes, int size) {
        return descend(size + 1, (weights, gradient) -> {
            for (Outcome outcome : outcomes) {
                double error = (probability(outcome.evidence, weights) - (outcome.isRight ? 1 : 0)) * outcome.weight;
                add(gradient, outcome.evidence, error);
                gradient[size] += error;
            }
        });
    }

    static double probability(double[] evidence, double[] weights) {
        return 1 / (1 + Math.exp(-dot(evidence, weights) - weights[evidence.length]));
    }

    static double[] shares(double[][] candidates, double[] offsets, double[] weights) {
        double[] shares = new double[candidates.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = dot(candidates[c], weights) + offsets[c];
            most = Math.max(most, shares[c]);
        }
        double sum = 0;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = Math.exp(shares[c] - most);
            sum += shares[c];
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= sum;
        }
        return shares;
    }

    private static double dot(double[] values, double[] weights) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * weights[i];
        }
        return sum;
    }

    private static void add(double[] sum, double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            sum[i] += factor * values[i];
        }
    }

    /** Adds the gradient of the loss at these weights. */
    private interface Gradient {
        void addTo(double[] weights, double[] gradient);
    }

    /** Adam, since the numbers differ in size. */
    private static double[] descend(int size, Gradient loss) {
        double[] weights = new double[size];
        double[] mean = new double[size];
        double[] square = new double[size];
        for (int step = 1; step <= STEPS; step++) {
            double[] gradient = new double[size];
            loss.addTo(weights, gradient);
            double rate = RATE * Math.pow(0.998, step);
            for (int i = 0; i < size; i++) {
                double g = gradient[i] + DECAY * weights[i];
                mean[i] = 0.9 * mean[i] + 0.1 * g;
                square[i] = 0.99 * square[i] + 0.01 * g * g;
                weights[i] -= rate * mean[i] / (1 - Math.pow(0.9, step))
                        / (Math.sqrt(square[i] / (1 - Math.pow(0.99, step))) + 1e-12);
            }
        }
        return weights;
    }
}
