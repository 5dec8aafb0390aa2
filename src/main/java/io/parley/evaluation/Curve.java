package io.parley.evaluation;

import io.parley.evaluation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The effect of each threshold of the confidence: the higher it is, the fewer questions are answered and the larger the
 * share of right answers.
 */
public final class Curve {

    private final List<Point> points;

    private Curve(List<Point> points) {
        this.points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param threshold answers are given from this confidence on
     * @param answered  the share of all questions that are answered
     * @param precision the share of the answers that are right; 1 when none is given
     * @param overall   the share of all questions that are treated right: answered right, or not answered when nothing
     *                  answers them
     */
    public record Point(double threshold, double answered, double precision, double overall) {}

    /** The curve of these outcomes, in any order. */
    public static Curve of(List<Outcome> outcomes) {
        List<Outcome> surest = outcomes.stream().sorted(Comparator.comparingDouble(Outcome::confidence).reversed())
                .toList();
        double all = Math.max(surest.size(), 1);
        double left = surest.stream().filter(one -> !one.isAnswerable()).count();
        double right = 0;
        List<Point> points = new ArrayList<>();
        points.add(new Point(Math.nextUp(1.0), 0, 1, left / all));
        for (int i = 0; i < surest.size(); i++) {
            Outcome one = surest.get(i);
            right += one.isRight() ? 1 : 0;
            left -= one.isAnswerable() ? 0 : 1;
            if (i + 1 == surest.size() || surest.get(i + 1).confidence() < one.confidence()) {
                points.add(new Point(one.confidence(), (i + 1) / all, right / (i + 1), (right + left) / all));
            }
        }
        return new Curve(points);
    }

    /** From answering nothing to answering everything. */
    public List<Point> points() {
        return points;
    }

    /** The shares at a threshold, from the measured point at or above it. */
    public Point at(double threshold) {
        Point reached = points.getFirst();
        for (Point point : points) {
            if (point.threshold >= threshold) {
                reached = point;
            }
        }
        return new Point(threshold, reached.answered, reached.precision, reached.overall);
    }

    /** The most answers that can be given with at least this precision; nothing when not even the surest are so right. */
    public Optional<Point> withPrecision(double precision) {
        return points.stream().skip(1).filter(point -> point.precision >= precision)
                .max(Comparator.comparingDouble(Point::answered));
    }

    /** The threshold that treats the most questions right. */
    public Point best() {
        return points.stream().max(Comparator.comparingDouble(Point::overall)).orElseThrow();
    }
}
