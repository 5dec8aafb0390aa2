package io.parley.knowledge;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * What the FAQ's own phrasings teach about telling its entries apart, beyond how near each one is. Two linear
 * classifiers over the vectors: discriminant analysis, which is strong with few phrasings, and logistic regression,
 * which is stronger with many. Immutable.
 */
final class Head {

    private static final int DIMENSION = EmbeddingModel.MINILM_Q.dimension();

    private final Covariance covariance;
    private final Map<FaqId, Row> rows;
    private final Linear meanLikeness;
    private final Linear meanRefined;

    private Head(Covariance covariance, Map<FaqId, Row> rows) {
        this.covariance = covariance;
        this.rows = Map.copyOf(rows);
        this.meanLikeness = Linear.mean(rows.values().stream().map(Row::likeness).toList(), DIMENSION);
        this.meanRefined = Linear.mean(rows.values().stream().map(Row::refined).filter(Objects::nonNull).toList(),
                DIMENSION);
    }

    /** What is known of one entry; a new one is not refined yet. */
    private record Row(float[] centroid, Linear likeness, @Nullable Linear refined) {}

    /** A head that knows nothing. */
    static Head untrained() {
        return new Head(Covariance.of(new float[DIMENSION][DIMENSION], 0), Map.of());
    }

    /** Learns everything anew; takes time in proportion to phrasings times entries. */
    static Head train(Collection<IndexedEntry> entries) {
        Map<FaqId, List<Sample>> samples = new HashMap<>();
        entries.forEach(entry -> samples.put(entry.entry().id(), samplesOf(entry)));
        samples.values().removeIf(List::isEmpty);
        Covariance covariance = Scatter.of(samples.values(), DIMENSION);
        Map<FaqId, Linear> refined = Refinement.of(samples, DIMENSION);
        Map<FaqId, Row> rows = new HashMap<>();
        samples.forEach((id, ways) -> rows.put(id, row(ways, covariance, refined.get(id))));
        return new Head(covariance, rows);
    }

    /** Learns these entries as they are now, roughly and at once. */
    Head with(Collection<IndexedEntry> changed) {
        Map<FaqId, Row> newRows = new HashMap<>(rows);
        for (IndexedEntry entry : changed) {
            List<Sample> ways = samplesOf(entry);
            newRows.remove(entry.entry().id());
            if (!ways.isEmpty()) {
                newRows.put(entry.entry().id(), row(ways, covariance, null));
            }
        }
        return new Head(covariance, newRows);
    }

    private static List<Sample> samplesOf(IndexedEntry entry) {
        return entry.entry().state() == FaqEntry.State.RETIRED
                ? List.of()
                : entry.phrasings().stream().filter(Phrasing::asks).flatMap(Head::sample).toList();
    }

    private static Stream<Sample> sample(Phrasing phrasing) {
        return Stream.ofNullable(phrasing.vector()).map(vector -> new Sample(vector, (float) phrasing.weight()));
    }

    private static Row row(List<Sample> ways, Covariance covariance, @Nullable Linear refined) {
        float[] mean = Sample.mean(ways);
        float[] weights = covariance.divide(mean);
        float weight = Sample.weight(ways);
        scale(weights, weight / (weight + 1));
        Linear likeness = new Linear(weights, -VectorUtil.dotProduct(weights, mean) / 2);
        return new Row(VectorUtil.l2normalize(mean.clone(), false), likeness, refined);
    }

    /** The mean of few phrasings is itself uncertain by one part in their number. */
    private static void scale(float[] weights, float factor) {
        for (int d = 0; d < weights.length; d++) {
            weights[d] *= factor;
        }
    }

    /** What the head says of one vector. */
    Opinion on(float[] vector) {
        return new Opinion(vector);
    }

    /** The head's opinion of one vector. */
    final class Opinion {

        /** Discriminant analysis speaks in large numbers; this brings them near to 1. */
        private static final double SCALE = 50;
        /** What a lead means in terms of the refined one, for an entry that has no refined one yet. */
        private static final double REFINED_PER_LEAD = 2;

        private final float[] vector;
        private final double usualLikeness;
        private final double usualRefined;

        private Opinion(float[] vector) {
            this.vector = vector;
            this.usualLikeness = meanLikeness.of(vector) / SCALE;
            this.usualRefined = meanRefined.of(vector);
        }

        /** The cosine to the middle of the entry's phrasings. */
        double centrality(FaqId id) {
            Row row = rows.get(id);
            return row == null ? 0 : VectorUtil.dotProduct(row.centroid, vector);
        }

        /** How much like the entry's phrasings the vector is, whatever the other entries are; about −2 to 2. */
        double likeness(FaqId id) {
            Row row = rows.get(id);
            return row == null ? usualLikeness : row.likeness.of(vector) / SCALE;
        }

        /** How much more like this entry the vector is than like the average one. */
        double lead(FaqId id) {
            return likeness(id) - usualLikeness;
        }

        /** The same by logistic regression. */
        double refinedLead(FaqId id) {
            Row row = rows.get(id);
            if (row == null) {
                return 0;
            }
            return row.refined == null ? REFINED_PER_LEAD * lead(id) : row.refined.of(vector) - usualRefined;
        }
    }
}
