package io.parley.knowledge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Fits coefficients to samples. */
final class Regression {

    /** More than it takes; the descent ends by itself. */
    private static final int MOST_STEPS = 5_000;
    /** Enough to decide between coefficients that the samples cannot tell apart. */
    private static final double DECAY = 1e-5;
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
     * The questions of a set.
     *
     * @param weight how much it counts, all its questions together
     */
    record Choices(List<Choice> choices, double weight) {}

    /**
     * The coefficients that bring the right candidates to the top. The loss lies between the logarithm of their share and
     * the count of the wrong ones, so that hopeless questions do not rule.
     *
     * @param sets   each with how much it counts
     * @param scaled whether the shares of each set may be surer or less sure by a factor of its own, so that only the order
     *               is learned
     */
    static double[] ofChoices(List<Choices> sets, int size, boolean scaled) {
        double[] spread = spread(sets.stream().flatMap(set -> set.choices.stream())
                .flatMap(choice -> Stream.of(choice.candidates)), size);
        double total = sets.stream().mapToDouble(Choices::weight).sum();
        double[] fitted = leastAt(spread, size + (scaled ? sets.size() : 0), (weights, gradient) -> {
            double loss = 0;
            for (int set = 0; set < sets.size(); set++) {
                loss += loss(sets.get(set), weights, scaled ? size + set : -1, total, gradient);
            }
            return loss;
        });
        return Arrays.copyOf(fitted, size);
    }

    /**
     * The loss of one set.
     *
     * @param scaleAt where the logarithm of its factor stands; -1 when it has none
     * @param total   the weight of all sets
     */
    private static double loss(Choices set, double[] weights, int scaleAt, double total, double[] gradient) {
        double scale = scaleAt < 0 ? 1 : Math.exp(weights[scaleAt]);
        double each = set.weight / total / set.choices.size();
        double loss = 0;
        double ofScale = 0;
        for (Choice choice : set.choices) {
            double[] sums = new double[choice.candidates.length];
            for (int c = 0; c < sums.length; c++) {
                sums[c] = scale * (choice.offsets[c] + dot(choice.candidates[c], weights));
            }
            double[] blame = Standing.shares(sums);
            double root = Math.sqrt(blame[choice.right]);
            loss += 2 * (1 - root) * each;
            blame[choice.right] -= 1;
            for (int c = 0; c < sums.length; c++) {
                add(gradient, choice.candidates[c], scale * blame[c] * root * each);
                ofScale += sums[c] * blame[c] * root * each;
            }
        }
        if (scaleAt >= 0) {
            gradient[scaleAt] += ofScale + SCALE_DECAY * weights[scaleAt];
            loss += SCALE_DECAY / 2 * weights[scaleAt] * weights[scaleAt];
        }
        return loss;
    }

    /** A question's best candidate and whether it is right. */
    record Outcome(double[] evidence, boolean isRight, double weight) {}

    /** The coefficients, and last the intercept, under which the outcomes are the likeliest. */
    static double[] ofOutcomes(List<Outcome> outcomes, int size) {
        double[] spread = spread(outcomes.stream().map(Outcome::evidence), size);
        return leastAt(spread, size + 1, (weights, gradient) -> {
            double loss = 0;
            for (Outcome outcome : outcomes) {
                double probability = probability(outcome.evidence, weights);
                loss -= outcome.weight * Math.log(outcome.isRight ? probability : 1 - probability);
                double error = (probability - (outcome.isRight ? 1 : 0)) * outcome.weight;
                add(gradient, outcome.evidence, error);
                gradient[size] += error;
            }
            return loss;
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

    /** A loss, whose gradient at these weights is added. */
    private interface Loss {
        double at(double[] weights, double[] gradient);
    }

    /**
     * Goes down until no step helps. Each number is counted in its own spread, so that all of them are alike to the
     * descent and to the decay.
     */
    private static double[] leastAt(double[] spread, int size, Loss loss) {
        float[] found = Descent.from(size, MOST_STEPS, (point, slope) -> {
            double[] weights = weights(point, spread);
            double[] gradient = new double[size];
            double sum = loss.at(weights, gradient);
            for (int i = 0; i < size; i++) {
                boolean decays = i < spread.length;
                slope[i] = (float) (decays ? gradient[i] / spread[i] + DECAY * point[i] : gradient[i]);
                sum += decays ? DECAY / 2 * point[i] * point[i] : 0;
            }
            return sum;
        });
        return weights(found, spread);
    }

    private static double[] weights(float[] point, double[] spread) {
        double[] weights = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            weights[i] = point[i] / (i < spread.length ? spread[i] : 1);
        }
        return weights;
    }

    /** The standard deviation of each number. */
    private static double[] spread(Stream<double[]> samples, int size) {
        List<double[]> all = samples.toList();
        double[] spread = new double[size];
        for (int i = 0; i < size; i++) {
            int at = i;
            double mean = all.stream().mapToDouble(one -> one[at]).average().orElse(0);
            spread[i] = Math.sqrt(
                    all.stream().mapToDouble(one -> (one[at] - mean) * (one[at] - mean)).average().orElse(0)) + 1e-6;
        }
        return spread;
    }
}
