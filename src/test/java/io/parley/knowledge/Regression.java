package io.parley.knowledge;

import java.util.Arrays;
import java.util.List;

/** Fits coefficients to samples by plain gradient descent; few numbers and many steps, so nothing clever is needed. */
final class Regression {

    private static final int STEPS = 1_500;
    private static final double RATE = 0.5;
    private static final double DECAY = 2e-6;
    private static final double SCALE_DECAY = 2e-3;

    private Regression() {}

    /**
     * A question's candidates.
     *
     * @param candidates what speaks for each
     * @param offsets    what is added to the sum for each, whatever the coefficients
     * @param right      which of them is right
     */
    record Choice(double[][] candidates, double[] offsets, int right) {}

    /**
     * The coefficients that bring the right candidates to the top. The loss lies between the logarithm of their share and
     * the count of the wrong ones, so that hopeless questions do not rule.
     *
     * @param sets   the questions of each set; all sets count the same
     * @param scaled whether the shares of each set may be surer or less sure by a factor of its own, so that only the order
     *               is learned
     */
    static double[] ofChoices(List<List<Choice>> sets, int size, boolean scaled) {
        double[] fitted = descend(size + sets.size(), (weights, gradient) -> {
            for (int set = 0; set < sets.size(); set++) {
                addTo(gradient, sets.get(set), weights, size + set, scaled, 1.0 / sets.size());
            }
        });
        return Arrays.copyOf(fitted, size);
    }

    private static void addTo(double[] gradient, List<Choice> choices, double[] weights, int scaleAt, boolean scaled,
            double weight) {
        double scale = Math.exp(weights[scaleAt]);
        double ofScale = 0;
        for (Choice choice : choices) {
            double[] sums = new double[choice.candidates.length];
            for (int c = 0; c < sums.length; c++) {
                sums[c] = choice.offsets[c] + dot(choice.candidates[c], weights);
            }
            double[] blame = Standing.shares(Arrays.stream(sums).map(sum -> scale * sum).toArray());
            double factor = Math.sqrt(blame[choice.right]) * weight / choices.size();
            blame[choice.right] -= 1;
            for (int c = 0; c < sums.length; c++) {
                add(gradient, choice.candidates[c], scale * blame[c] * factor);
                ofScale += scale * sums[c] * blame[c] * factor;
            }
        }
        if (scaled) {
            gradient[scaleAt] += ofScale + SCALE_DECAY * weights[scaleAt];
        }
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

    static double dot(double[] values, double[] weights) {
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
            double rate = RATE * Math.pow(0.9955, step);
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
