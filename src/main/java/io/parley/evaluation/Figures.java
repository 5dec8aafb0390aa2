package io.parley.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The quality of a search on a set of questions. Shares are 0 to 1; a figure that the set cannot give is null.
 *
 * @param hitAt1      answerable questions whose right entry comes first
 * @param hitAt5      whose right entry is among the first five
 * @param hitAt10     whose right entry is among the first ten
 * @param mrrAt10     the mean of 1 / rank of the right entry, 0 beyond ten
 * @param auroc       how often an answerable question is surer than one that is not
 * @param bestOverall the highest share of all questions treated right over all thresholds
 * @param overall     the same at the configured threshold
 * @param ece         how far confidence and truth lie apart, on average over ten bins
 * @param coverage    the share of all questions that are answered at the configured threshold
 * @param precision   the share of those answers that are right
 */
public record Figures(@Nullable Double hitAt1, @Nullable Double hitAt5, @Nullable Double hitAt10,
        @Nullable Double mrrAt10, @Nullable Double auroc, double bestOverall, double overall, double ece,
        double coverage, double precision) {

    private static final int RANKS = 10;

    /**
     * Counts.
     *
     * @param threshold from this confidence on, an answer is given
     */
    public static Figures of(List<Outcome> outcomes, double threshold) {
        Curve curve = Curve.of(outcomes);
        Curve.Point here = curve.at(threshold);
        List<Outcome> answerable = outcomes.stream().filter(Outcome::isAnswerable).toList();
        return new Figures(mean(answerable, one -> one.isWithin(1) ? 1 : 0),
                mean(answerable, one -> one.isWithin(RANKS / 2) ? 1 : 0),
                mean(answerable, one -> one.isWithin(RANKS) ? 1 : 0),
                mean(answerable, one -> one.isWithin(RANKS) ? 1.0 / one.rank() : 0), auroc(outcomes),
                curve.best().overall(), here.overall(), Reliability.of(outcomes).error(), here.answered(),
                here.precision());
    }

    private static @Nullable Double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
        return outcomes.isEmpty() ? null : outcomes.stream().mapToDouble(value).sum() / outcomes.size();
    }

    /** The rank-sum statistic; equal confidences count half. */
    private static @Nullable Double auroc(List<Outcome> outcomes) {
        List<Outcome> sorted = new ArrayList<>(outcomes);
        sorted.sort(Comparator.comparingDouble(Outcome::confidence));
        double below = 0;
        double pairs = 0;
        double answerable = 0;
        for (int from = 0; from < sorted.size();) {
            int to = from;
            double not = 0;
            while (to < sorted.size() && sorted.get(to).confidence() == sorted.get(from).confidence()) {
                not += sorted.get(to++).isAnswerable() ? 0 : 1;
            }
            double here = to - from - not;
            pairs += here * (below + not / 2);
            answerable += here;
            below += not;
            from = to;
        }
        return answerable == 0 || below == 0 ? null : pairs / answerable / below;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT,
                "hit@1 %.4f  hit@10 %.4f  mrr@10 %.4f  auroc %.4f  best %.4f  at threshold %.4f  ece %.4f",
                hitAt1, hitAt10, mrrAt10, auroc, bestOverall, overall, ece);
    }
}
