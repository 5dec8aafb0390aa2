package io.parley.evaluation;

import io.parley.evaluation.Outcome;
import java.util.List;
import java.util.stream.IntStream;

/** The calibration of confidences: questions by confidence, in ten bins of equal width. */
record Reliability(List<Bin> bins) {

    static final int BINS = 10;

    Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * The questions whose confidence lies in one tenth.
     *
     * @param count      how many
     * @param confidence their mean confidence; 0 without any
     * @param right      the share whose best hit is right; 0 without any
     */
    record Bin(int count, double confidence, double right) {

        private static Bin of(List<Outcome> inside) {
            return new Bin(inside.size(), inside.stream().mapToDouble(Outcome::confidence).average().orElse(0),
                    inside.stream().mapToDouble(one -> one.isRight() ? 1 : 0).average().orElse(0));
        }
    }

    static Reliability of(List<Outcome> outcomes) {
        return new Reliability(IntStream.range(0, BINS)
                .mapToObj(bin -> Bin.of(outcomes.stream().filter(one -> bin(one) == bin).toList())).toList());
    }

    private static int bin(Outcome one) {
        return Math.min(BINS - 1, (int) (one.confidence() * BINS));
    }

    /** The expected calibration error, 0 to 1. */
    double error() {
        double all = Math.max(1, bins.stream().mapToInt(Bin::count).sum());
        return bins.stream().mapToDouble(bin -> bin.count * Math.abs(bin.right - bin.confidence)).sum() / all;
    }
}
