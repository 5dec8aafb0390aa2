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
    /** No outcome is more of a surprise than one of this probability. */
    private static final double TINY = 1e-9;

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

    /**
     * A question's best candidate.
     *
     * @param answerable     what tells whether the question has an answer
     * @param chosen         what tells whether the candidate is right, if the question has an answer
     * @param tellsOfAnswers whether it is known from questions without an answer, too, so that the question tells them apart
     * @param weight         how much it counts
     */
    record Outcome(double[] answerable, double[] chosen, boolean isAnswerable, boolean isRight, boolean tellsOfAnswers,
            double weight) {}

    /** Two probabilities, the product of which is that a candidate is right. */
    record Certainty(Calibration.Logistic answerable, Calibration.Logistic chosen) {

        /** From the weights of both, followed by their intercepts. */
        private static Certainty of(double[] weights, int answerable) {
            int size = weights.length - 2;
            return new Certainty(new Calibration.Logistic(Arrays.copyOf(weights, answerable), weights[size]),
                    new Calibration.Logistic(Arrays.copyOfRange(weights, answerable, size), weights[size + 1]));
        }
    }

    /** The coefficients under which it is the likeliest that the questions have answers, and the candidates are right. */
    static Certainty ofOutcomes(List<Outcome> outcomes, int answerable, int chosen) {
        int size = answerable + chosen;
        double[] spread = spread(outcomes.stream().map(one -> joined(one.answerable, one.chosen)), size);
        return Certainty.of(leastAt(spread, size + 2, (weights, gradient) -> {
            Certainty certainty = Certainty.of(weights, answerable);
            double loss = 0;
            for (Outcome outcome : outcomes) {
                loss += loss(outcome, certainty, gradient);
            }
            return loss;
        }), answerable);
    }

    private static double loss(Outcome outcome, Certainty certainty, double[] gradient) {
        double hasAnswer = certainty.answerable.of(outcome.answerable);
        double isChosen = certainty.chosen.of(outcome.chosen);
        double isRight = Math.clamp(hasAnswer * isChosen, TINY, 1 - TINY);
        double loss = -Math.log(outcome.isRight ? isRight : 1 - isRight);
        double slope = outcome.isRight ? -1 : isRight / (1 - isRight);
        double ofAnswerable = slope * (1 - hasAnswer);
        double ofChosen = slope * (1 - isChosen);
        if (outcome.tellsOfAnswers) {
            loss -= Math.log(Math.max(TINY, outcome.isAnswerable ? hasAnswer : 1 - hasAnswer));
            ofAnswerable += hasAnswer - (outcome.isAnswerable ? 1 : 0);
        }
        ofAnswerable *= outcome.weight;
        ofChosen *= outcome.weight;
        int size = gradient.length - 2;
        add(gradient, outcome.answerable, 0, ofAnswerable);
        add(gradient, outcome.chosen, outcome.answerable.length, ofChosen);
        gradient[size] += ofAnswerable;
        gradient[size + 1] += ofChosen;
        return loss * outcome.weight;
    }

    private static double[] joined(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static double dot(double[] values, double[] weights) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * weights[i];
        }
        return sum;
    }

    private static void add(double[] sum, double[] values, double factor) {
        add(sum, values, 0, factor);
    }

    private static void add(double[] sum, double[] values, int from, double factor) {
        for (int i = 0; i < values.length; i++) {
            sum[from + i] += factor * values[i];
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
