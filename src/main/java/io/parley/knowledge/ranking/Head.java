package io.parley.knowledge.ranking;

import io.parley.knowledge.faq.CommonAnswer;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Meanings;
import io.parley.knowledge.faq.Phrasing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * What the FAQ's own phrasings teach about telling its entries apart, beyond how near each one is. Two linear
 * classifiers over the vectors: discriminant analysis, which is strong with few phrasings, and logistic regression,
 * which is stronger with many. Immutable.
 */
public final class Head {

    private static final Comparator<FaqId> BY_ID = Comparator.comparing(FaqId::value);
    private static final double MANY_PHRASINGS = 100;
    /** So many phrasings tell how like each other the entries are. */
    private static final int TELLING = 500;

    /** The length of the vectors; 0 as long as none was seen. */
    private final int dimension;
    private final Covariance covariance;
    private final Map<FaqId, Row> rows;
    private final Linear meanLikeness;
    private final Refinement refinement;
    private final double maturity;
    private final double phrasings;
    private final double difference;

    /** The rows are in the order of their ids, so that sums over them are always the same. */
    private Head(int dimension, Covariance covariance, SortedMap<FaqId, Row> rows, Refinement refinement,
            double difference) {
        this.dimension = dimension;
        this.covariance = covariance;
        this.rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        this.refinement = refinement;
        this.maturity = maturity(rows.values());
        this.phrasings = rows.values().stream().mapToDouble(Row::phrasings).sum();
        this.difference = difference;
        this.meanLikeness = Linear.mean(rows.values().stream().map(Row::likeness).toList(), dimension);
    }

    /** What is known of one entry; a new one is not refined yet. */
    private record Row(float[] centroid, float phrasings, Linear likeness, Refinement.@Nullable Mixed refined) {}

    /** How many phrasings an entry has, as a logarithm: 0 for one, 1 for a hundred. */
    private static double maturity(Collection<Row> rows) {
        double mean = rows.stream().mapToDouble(Row::phrasings).average().orElse(1);
        return Math.log(mean) / Math.log(MANY_PHRASINGS);
    }

    /** A head that knows nothing. */
    static Head untrained() {
        return untrained(0);
    }

    private static Head untrained(int dimension) {
        return new Head(dimension, Covariance.of(new float[dimension][dimension], 0), new TreeMap<>(BY_ID),
                Refinement.none(dimension), 1);
    }

    /** Learns everything anew; takes time in proportion to phrasings times entries. */
    static Head train(Collection<IndexedEntry> entries) {
        SortedMap<FaqId, List<Sample>> samples = samplesOf(entries, Sample::of);
        return of(samples, Refinement.of(samples, dimension(samples.values())), meanings(entries));
    }

    /** Learns everything anew but the logistic regression; takes time in proportion to phrasings and to entries. */
    static Head analysed(Collection<IndexedEntry> entries) {
        SortedMap<FaqId, List<Sample>> samples = samplesOf(entries, Sample::withoutWords);
        return of(samples, Refinement.none(dimension(samples.values())), meanings(entries));
    }

    private static Meanings meanings(Collection<IndexedEntry> entries) {
        return Meanings.of(entries, CommonAnswer.of(entries));
    }

    private static SortedMap<FaqId, List<Sample>> samplesOf(Collection<IndexedEntry> entries,
            BiFunction<Phrasing, float[], Sample> sample) {
        SortedMap<FaqId, List<Sample>> samples = new TreeMap<>(BY_ID);
        entries.forEach(entry -> samples.put(entry.entry().id(), samplesOf(entry, sample)));
        samples.values().removeIf(List::isEmpty);
        return samples;
    }

    private static Head of(SortedMap<FaqId, List<Sample>> samples, Refinement refinement,
            Meanings meanings) {
        int dimension = dimension(samples.values());
        Covariance covariance = Scatter.of(samples.values(), dimension);
        SortedMap<FaqId, Row> rows = new TreeMap<>(BY_ID);
        samples.forEach((id, ways) -> rows.put(id, row(ways, covariance, refinement.row(id))));
        return new Head(dimension, covariance, rows, refinement, difference(samples, meanings));
    }

    private static int dimension(Collection<List<Sample>> samples) {
        return samples.stream().flatMap(List::stream).mapToInt(sample -> sample.vector().length).findFirst().orElse(0);
    }

    /** How far a way to ask is, on average, from the middle of the nearest other meaning, as 1 minus the cosine. */
    private static double difference(SortedMap<FaqId, List<Sample>> samples, Meanings meanings) {
        SortedMap<FaqId, List<Sample>> together = new TreeMap<>(BY_ID);
        samples.forEach(
                (id, ways) -> together.computeIfAbsent(meanings.of(id), same -> new ArrayList<>()).addAll(ways));
        Map<FaqId, float[]> middles = new LinkedHashMap<>();
        together.forEach((meaning, ways) -> middles.put(meaning, VectorUtil.l2normalize(Sample.mean(ways), false)));
        int step = Math.max(1, together.values().stream().mapToInt(List::size).sum() / TELLING);
        double sum = 0;
        int at = 0;
        int looked = 0;
        for (Map.Entry<FaqId, List<Sample>> meaning : together.entrySet()) {
            for (Sample sample : meaning.getValue()) {
                if (at++ % step == 0) {
                    sum += 1 - nearestOther(sample, meaning.getKey(), middles);
                    looked++;
                }
            }
        }
        return looked == 0 ? 1 : sum / looked;
    }

    /** The cosine to the nearest middle but one's own; 0 when there is none. */
    private static double nearestOther(Sample sample, FaqId own, Map<FaqId, float[]> middles) {
        DotProducts products = new DotProducts(sample.vector());
        return middles.entrySet().stream().filter(middle -> !middle.getKey().equals(own))
                .mapToDouble(middle -> products.with(middle.getValue())).max().orElse(0);
    }

    /** Learns these entries as they are now, roughly and at once. */
    Head with(Collection<IndexedEntry> changed) {
        SortedMap<FaqId, List<Sample>> samples = new TreeMap<>(BY_ID);
        changed.forEach(entry -> samples.put(entry.entry().id(), samplesOf(entry, Sample::withoutWords)));
        int seen = dimension(samples.values());
        return dimension == 0 && seen > 0 ? untrained(seen).with(samples) : with(samples);
    }

    private Head with(SortedMap<FaqId, List<Sample>> changed) {
        SortedMap<FaqId, Row> newRows = new TreeMap<>(BY_ID);
        newRows.putAll(rows);
        changed.forEach((id, ways) -> {
            newRows.remove(id);
            if (!ways.isEmpty()) {
                newRows.put(id, row(ways, covariance, null));
            }
        });
        return new Head(dimension, covariance, newRows, refinement, difference);
    }

    private static List<Sample> samplesOf(IndexedEntry entry, BiFunction<Phrasing, float[], Sample> sample) {
        List<Sample> samples = new ArrayList<>();
        for (Phrasing phrasing : entry.phrasings()) {
            float[] vector = phrasing.vector();
            if (phrasing.asks() && vector != null && entry.entry().state() != FaqEntry.State.RETIRED) {
                samples.add(sample.apply(phrasing, vector));
            }
        }
        return samples;
    }

    private static Row row(List<Sample> ways, Covariance covariance, Refinement.@Nullable Mixed refined) {
        float[] mean = Sample.mean(ways);
        float[] weights = covariance.divide(mean);
        float weight = Sample.weight(ways);
        scale(weights, weight / (weight + 1));
        Linear likeness = new Linear(weights, -VectorUtil.dotProduct(weights, mean) / 2);
        return new Row(VectorUtil.l2normalize(mean.clone(), false), weight, likeness, refined);
    }

    /** The mean of few phrasings is itself uncertain by one part in their number. */
    private static void scale(float[] weights, float factor) {
        for (int d = 0; d < weights.length; d++) {
            weights[d] *= factor;
        }
    }

    /**
     * What the head says of one text.
     *
     * @param vector its meaning
     * @param words  its words, with how often each occurs
     */
    public Opinion on(float[] vector, Map<String, Integer> words) {
        return new Opinion(vector, refinement.vectorOf(words));
    }

    /**
     * What the head says of one text and one entry.
     *
     * @param centrality the cosine to the middle of the entry's phrasings
     * @param lead       how much more like this entry than like the average one
     * @param refined    the same by logistic regression
     */
    record OfEntry(double centrality, double lead, double refined) {}

    /** The head's opinion of one text. Not for concurrent use. */
    public final class Opinion {

        /** Discriminant analysis speaks in large numbers; this brings them near to 1. */
        private static final double SCALE = 50;
        /** What a lead means in terms of the refined one, for an entry that has no refined one yet; and how much more at maturity 1. */
        private static final double REFINED_PER_LEAD = 0.75;
        private static final double MORE_WHEN_MATURE = 1.5;

        private final DotProducts products;
        private final WordVectors.Sparse words;
        private final double usualLikeness;
        private final double usualRefined;

        private Opinion(float[] vector, WordVectors.Sparse words) {
            this.products = new DotProducts(vector);
            this.words = words;
            this.usualLikeness = dimension == 0 ? 0 : meanLikeness.of(vector) / SCALE;
            this.usualRefined = dimension == 0 ? 0 : refinement.mean().of(vector, words);
        }

        /** What it says of one entry. */
        OfEntry of(FaqId id) {
            Row row = rows.get(id);
            if (row == null) {
                return new OfEntry(0, 0, 0);
            }
            double lead = products.with(row.likeness) / SCALE - usualLikeness;
            double refined = row.refined == null
                    ? (REFINED_PER_LEAD + MORE_WHEN_MATURE * maturity) * lead
                    : products.with(row.refined.ofMeaning()) + words.dot(row.refined.ofWords()) - usualRefined;
            return new OfEntry(products.with(row.centroid), lead, refined);
        }

        /** How many phrasings the FAQ's entries have: 0 for one each, 1 for a hundred each. */
        double maturity() {
            return maturity;
        }

        /** How different the FAQ's entries are from each other, 0 to 1. */
        double difference() {
            return difference;
        }

        /** How many ways to ask the FAQ has; one of less weight counts less. */
        double phrasings() {
            return phrasings;
        }
    }
}
