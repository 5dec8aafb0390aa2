package io.parley.knowledge.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Fits coefficients to samples. */
final class Regression {

    /** More than it takes; the descent ends by itself. */
    private static final int MOST_STEPS = 5_000;
    /** Enough to decide between coefficients that the samples cannot tell apart. */
    private static final double DECAY_OF_ORDER = 1e-4;
    private static final double DECAY_OF_CERTAINTY = 1e-3;
    /** No outcome is more of a surprise than one of this probability. */
    private static final double TINY = 1e-9;

    private Regression() {}

    /**
     * A question's candidates.
     *
     * @param candidates what speaks for each
     * @param right      which of them is right
     */
    record Choice(double[][] candidates, int right) {}

    /**
     * The questions of a set.
     *
     * @param weight how much it counts, all its questions together
     */
    record Choices(List<Choice> choices, double weight) {}

    /**
     * The coefficients, none below 0, that bring the right candidates to the top. The loss lies between the logarithm of their
     * share and the count of the wrong ones, so that hopeless questions do not rule.
     *
     * @param sets each with how much it counts
     */
    static double[] ofChoices(List<Choices> sets, int size) {
        double[] spread = spread(sets.stream().flatMap(set -> set.choices.stream())
                .flatMap(choice -> Stream.of(choice.candidates)), size);
        double total = sets.stream().mapToDouble(Choices::weight).sum();
        return leastAt(spread, size, DECAY_OF_ORDER, (weights, gradient) -> {
            double loss = 0;
            for (Choices set : sets) {
                loss += loss(set, weights, total, gradient);
            }
            return loss;
        });
    }

    private static double loss(Choices set, double[] weights, double total, double[] gradient) {
        double each = set.weight / total / set.choices.size();
        double loss = 0;
        for (Choice choice : set.choices) {
            double[] blame = Standing.shares(sums(choice, weights));
            double root = Math.sqrt(blame[choice.right]);
            loss += 2 * (1 - root) * each;
            blame[choice.right] -= 1;
            for (int c = 0; c < blame.length; c++) {
                add(gradient, choice.candidates[c], blame[c] * root * each);
            }
        }
        return loss;
    }

    private static double[] sums(Choice choice, double[] weights) {
        return Stream.of(choice.candidates).mapToDouble(one -> dot(one, weights)).toArray();
    }

    /** The factor for the coefficients with which each candidate's share equals its probability. */
    static double scale(List<Choices> sets, double[] weights) {
        double total = sets.stream().mapToDouble(Choices::weight).sum();
        return leastAt(new double[]{1}, 1, 0, (factor, gradient) -> {
            double loss = 0;
            for (Choices set : sets) {
                double each = set.weight / total / set.choices.size();
                for (Choice choice : set.choices) {
                    loss += each * surprise(sums(choice, weights), choice.right, factor[0], each, gradient);
                }
            }
            return loss;
        })[0];
    }

    private static double surprise(double[] sums, int right, double factor, double each, double[] gradient) {
        double[] shares = Standing.shares(Arrays.stream(sums).map(sum -> factor * sum).toArray());
        gradient[0] += each * (dot(shares, sums) - sums[right]);
        return -Math.log(Math.max(Double.MIN_NORMAL, shares[right]));
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

    /**
     * The coefficients, none but the intercepts below 0, under which it is the likeliest that the questions have answers, and
     * the candidates are right.
     */
    static Certainty ofOutcomes(List<Outcome> outcomes, int answerable, int chosen) {
        int size = answerable + chosen;
        double[] spread = spread(outcomes.stream().map(one -> joined(one.answerable, one.chosen)), size);
        return Certainty.of(leastAt(spread, size + 2, DECAY_OF_CERTAINTY, (weights, gradient) -> {
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
     * descent and to the decay, and by its logarithm, so that none is below 0; what follows after them is free.
     */
    private static double[] leastAt(double[] spread, int size, double decay, Loss loss) {
        float[] found = Descent.from(size, MOST_STEPS, (point, slope) -> {
            double[] weights = weights(point, spread);
            double[] gradient = new double[size];
            double sum = loss.at(weights, gradient);
            for (int i = 0; i < size; i++) {
                double counted = i < spread.length ? weights[i] * spread[i] : 0;
                slope[i] = (float) (i < spread.length
                        ? gradient[i] * weights[i] + decay * counted * counted
                        : gradient[i]);
                sum += decay / 2 * counted * counted;
            }
            return sum;
        });
        return weights(found, spread);
    }

    private static double[] weights(float[] point, double[] spread) {
        double[] weights = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            weights[i] = i < spread.length ? Math.exp(point[i]) / spread[i] : point[i];
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
