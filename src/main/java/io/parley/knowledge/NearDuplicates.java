package io.parley.knowledge;

import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Meanings;
import io.parley.knowledge.faq.Phrasing;
import io.parley.knowledge.ranking.DotProducts;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds entries with different answers that are asked for in nearly the same words, so that no search tells them apart. */
final class NearDuplicates {

    /** So many comparisons take about a second. */
    private static final long COMPARISONS = 20_000_000;
    /** A FAQ with so many pairs is not searched for more: each text of a FAQ may be nearly the same as each other one. */
    static final int MAX_PAIRS = 10_000;

    private final double alike;
    private final Meanings meanings;
    private final List<Phrasing> phrasings;
    private final float[][] vectors;
    private final Map<Pair, Double> pairs = new HashMap<>();

    private NearDuplicates(Collection<IndexedEntry> entries, double alike) {
        this.alike = alike;
        this.meanings = Meanings.of(entries);
        this.phrasings = entries.stream().flatMap(entry -> entry.phrasings().stream())
                .filter(phrasing -> phrasing.asks() && !phrasing.kind().isLearned() && phrasing.vector() != null)
                .sorted(Comparator.comparingLong(Phrasing::id)).toList();
        this.vectors = phrasings.stream().map(Phrasing::vector).toArray(float[][]::new);
    }

    /** Two entries, in the order of their ids. */
    private record Pair(FaqId one, FaqId other) {

        static Pair of(FaqId one, FaqId other) {
            return one.value().compareTo(other.value()) < 0 ? new Pair(one, other) : new Pair(other, one);
        }
    }

    /**
     * Pairs of entries, the most alike first. Of a large FAQ only some ways to ask are compared with all, and none any more
     * once there are thousands of pairs.
     *
     * @param alike the cosine from which on two ways to ask are nearly the same
     */
    static List<List<FaqId>> of(Collection<IndexedEntry> entries, double alike) {
        NearDuplicates found = new NearDuplicates(entries, alike);
        long size = found.phrasings.size();
        int step = (int) (1 + size * size / COMPARISONS);
        for (int i = 0; i < size && found.pairs.size() < MAX_PAIRS; i += step) {
            found.compare(i);
        }
        return found.pairs.entrySet().stream()
                .sorted(Map.Entry.<Pair, Double>comparingByValue().reversed()
                        .thenComparing(pair -> pair.getKey().one().value())
                        .thenComparing(pair -> pair.getKey().other().value()))
                .map(pair -> List.of(pair.getKey().one(), pair.getKey().other())).toList();
    }

    private void compare(int at) {
        FaqId own = phrasings.get(at).entry();
        float[] cosines = new DotProducts(vectors[at]).with(vectors);
        for (int i = 0; i < cosines.length; i++) {
            FaqId other = phrasings.get(i).entry();
            if (cosines[i] >= alike && !meanings.of(own).equals(meanings.of(other))) {
                pairs.merge(Pair.of(own, other), (double) cosines[i], Math::max);
            }
        }
    }
}
