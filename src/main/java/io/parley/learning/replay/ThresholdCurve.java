package io.parley.learning.replay;

import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How many of customers' questions would be answered from the FAQ at each threshold, and how many of these answers rightly.
 *
 * @param asked how many questions were asked again
 * @param points by threshold, the lowest first
 */
public record ThresholdCurve(int asked, List<Point> points) {
    private static final double HUNDREDTHS = 100.0;

    public ThresholdCurve {
        points = List.copyOf(points);
    }

    /**
     * A threshold.
     *
     * @param answered how many questions it lets the FAQ answer
     * @param gained how many of them are not answered with the threshold as it is
     * @param lost how many are answered with the threshold as it is, and not with this one
     * @param promised what share of the answers is right, if their confidences are true, 0 to 1; 0 of nothing
     * @param known of how many of the answered questions somebody said which entry is right
     * @param right how many of those get that entry
     */
    public record Point(double threshold, int answered, int gained, int lost, double promised, int known, int right) {}

    /**
     * A question that was asked again.
     *
     * @param meanings what it may mean, the likeliest first
     * @param right the entries that are right for it; empty where nobody said it
     */
    record Tried(List<Hit> meanings, Set<String> right) {}

    /** From the threshold for choices, below which there can be none for answers, on in hundredths. */
    static ThresholdCurve of(List<Tried> tried, Thresholds now) {
        return new ThresholdCurve(tried.size(),
                IntStream.rangeClosed((int) Math.ceil(now.choices() * HUNDREDTHS - 1e-9), (int) HUNDREDTHS)
                        .mapToObj(
                                hundredths -> point(tried, now, Math.max(now.choices(), hundredths / HUNDREDTHS)))
                        .toList());
    }

    private static Point point(List<Tried> tried, Thresholds now, double threshold) {
        Thresholds wanted = new Thresholds(threshold, now.choices(), now.close());
        List<Double> confidences = new ArrayList<>();
        int gained = 0;
        int lost = 0;
        int known = 0;
        int right = 0;
        for (Tried one : tried) {
            boolean isAnswered = now.sure(one.meanings).isPresent();
            Optional<Hit> sure = wanted.sure(one.meanings);
            if (sure.isPresent()) {
                confidences.add(sure.get().confidence().value());
                gained += isAnswered ? 0 : 1;
                known += one.right.isEmpty() ? 0 : 1;
                right += one.right.contains(sure.get().entry().id().value()) ? 1 : 0;
            } else {
                lost += isAnswered ? 1 : 0;
            }
        }
        double promised = confidences.stream().mapToDouble(confidence -> confidence).average().orElse(0);
        return new Point(threshold, confidences.size(), gained, lost, promised, known, right);
    }
}
