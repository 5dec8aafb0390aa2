package io.parley.knowledge.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How one candidate stands among all candidates of a search.
 *
 * @param share        its part, 0 to 1, of the certainty that is divided among them, by all that counts for the order
 * @param refinedShare the same by logistic regression alone
 */
public record Standing(double share, double refinedShare) {

    /** Of candidates that are not compared yet. */
    public static final Standing UNKNOWN = new Standing(0, 0);

    /**
     * The standings of all candidates, in their order.
     *
     * @param scores what orders them, one for each
     */
    public static List<Standing> of(double[] scores, List<Evidence> evidence) {
        double[] shares = shares(scores);
        double[] refined = shares(evidence.stream().mapToDouble(Evidence::refined).toArray());
        return IntStream.range(0, scores.length).mapToObj(i -> new Standing(shares[i], refined[i])).toList();
    }

    /** What each of several scores has of 1, a lead of 1 making the share about three times as large. */
    static double[] shares(double[] scores) {
        double best = Arrays.stream(scores).max().orElse(0);
        double sum = Arrays.stream(scores).map(score -> Math.exp(score - best)).sum();
        return Arrays.stream(scores).map(score -> Math.exp(score - best) / sum).toArray();
    }
}
