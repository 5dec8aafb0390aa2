package io.parley.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Chooses a sample in which each kind of answer has an equal part, as far as there are enough, with the number of answers for
 * which each of the chosen stands.
 */
final class Strata {
    /** From these confidences on answers are of the next band. */
    private static final double[] BANDS = {0.5, 0.7, 0.85};

    private Strata() {}

    /**
     * An answer that may be chosen.
     *
     * @param weight for how many answers it stands already
     */
    record Candidate(long message, String source, double confidence, double weight) {
        /** Source and band of confidence. */
        String stratum() {
            int band = 0;
            while (band < BANDS.length && confidence >= BANDS[band]) {
                band++;
            }
            return source + " " + band;
        }
    }

    /** A chosen one. */
    record Chosen(long message, double weight) {}

    static List<Chosen> choose(List<Candidate> all, int most, RandomGenerator random) {
        List<List<Candidate>> strata = new ArrayList<>(all.stream()
                .collect(Collectors.groupingBy(Candidate::stratum, TreeMap::new, Collectors.toList())).values());
        strata.sort(Comparator.comparingInt(List::size));
        List<Chosen> chosen = new ArrayList<>();
        for (int i = 0; i < strata.size(); i++) {
            int share = (most - chosen.size()) / (strata.size() - i);
            chosen.addAll(some(strata.get(i), share, random));
        }
        return chosen;
    }

    private static List<Chosen> some(List<Candidate> stratum, int most, RandomGenerator random) {
        List<Candidate> mixed = new ArrayList<>(stratum);
        Collections.shuffle(mixed, random);
        int number = Math.min(most, mixed.size());
        double whole = stratum.stream().mapToDouble(Candidate::weight).sum();
        return mixed.stream().limit(number).map(one -> new Chosen(one.message, whole / number)).toList();
    }
}
