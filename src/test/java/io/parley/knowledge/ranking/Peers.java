package io.parley.knowledge.ranking;

import io.parley.evaluation.Figures;
import io.parley.evaluation.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Plain ways to search, to compare with: one number for each candidate both orders them and says how sure it is. */
final class Peers {

    /** The constant that reciprocal-rank fusion adds to each rank. */
    private static final int FUSION = 60;
    private static final double WORDS = 0.3;
    private static final double HEAD = 0.5;

    private Peers() {}

    /** Gives each candidate of a question its number. */
    private interface Peer {
        double[] of(FitSample.Found found);
    }

    static final List<String> NAMES = List.of("cosine", "BM25", "fusion of both", "prototype");
    private static final List<Peer> PEERS = List.of(Peers::cosines, Peers::words, Peers::fusion, Peers::prototype);

    /** The figures of the peer of this name on a set. */
    static Figures on(FitSample set, String name) {
        Peer peer = PEERS.get(NAMES.indexOf(name));
        return Figures.of(set.found().stream().filter(found -> !found.candidates().isEmpty())
                .map(found -> outcome(found, peer.of(found))).toList(), 0);
    }

    private static Outcome outcome(FitSample.Found found, double[] scores) {
        double best = Arrays.stream(scores).max().orElse(0);
        int rank = found.right() < 0 ? 0 : rank(scores, found.right());
        return new Outcome(share(best), rank, found.isAnswerable());
    }

    /** A number as one between 0 and 1; a greater one stays greater. */
    private static double share(double score) {
        return (1 + score / (1 + Math.abs(score))) / 2;
    }

    private static int rank(double[] scores, int at) {
        return 1 + (int) IntStream.range(0, scores.length)
                .filter(i -> scores[i] > scores[at] || (scores[i] == scores[at] && i < at)).count();
    }

    private static double[] each(FitSample.Found found, ToDoubleFunction<Evidence> number) {
        return found.candidates().stream().mapToDouble(number).toArray();
    }

    private static double[] cosines(FitSample.Found found) {
        return each(found, Evidence::cosine);
    }

    private static double[] words(FitSample.Found found) {
        return each(found, Evidence::whole);
    }

    private static double[] fusion(FitSample.Found found) {
        double[] cosines = cosines(found);
        double[] words = words(found);
        return IntStream.range(0, cosines.length)
                .mapToDouble(i -> 1.0 / (FUSION + rank(cosines, i)) + 1.0 / (FUSION + rank(words, i))).toArray();
    }

    /** The best cosine, 0.3 times that of tf-idf vectors and half the probability of logistic regression. */
    private static double[] prototype(FitSample.Found found) {
        double[] cosines = cosines(found);
        double[] head = Standing.shares(each(found, Evidence::refined));
        return IntStream.range(0, cosines.length)
                .mapToDouble(i -> cosines[i] + WORDS * found.tfIdf()[i] + HEAD * head[i]).toArray();
    }
}
