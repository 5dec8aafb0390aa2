package io.parley.evaluation;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws as SVG; colours and fonts are the page's. Both axes go from 0 to 1. */
final class Plots {

    private static final int SIDE = 300;
    private static final int LEFT = 44;
    private static final int TOP = 10;
    private static final double LARGEST_DOT = 14;
    private static final int STEPS = 200;

    private Plots() {}

    /**
     * Confidence against the share that is right: a dot on the diagonal is calibrated; its size shows the number of
     * questions.
     */
    static String reliability(Reliability reliability) {
        StringBuilder svg = begin("confidence", "share that is right");
        line(svg, "even", 0, 0, 1, 1);
        int most = reliability.bins().stream().mapToInt(Reliability.Bin::count).max().orElse(1);
        for (Reliability.Bin bin : reliability.bins()) {
            if (bin.count() > 0) {
                svg.append(String.format(Locale.ROOT,
                        "<circle class='dot' cx='%.1f' cy='%.1f' r='%.1f'><title>%d questions: %.2f sure, %.2f right</title></circle>%n",
                        x(bin.confidence()), y(bin.right()),
                        3 + (LARGEST_DOT - 3) * Math.sqrt(bin.count() / (double) most),
                        bin.count(), bin.confidence(), bin.right()));
            }
        }
        return svg.append("</svg>").toString();
    }

    /** Share of the questions that are answered against the share of the answers, and of all questions, that is right. */
    static String curve(Curve curve, double threshold) {
        StringBuilder svg = begin("share of the questions answered", "share that is right");
        path(svg, "precision", curve, Curve.Point::precision);
        path(svg, "overall", curve, Curve.Point::overall);
        double here = curve.at(threshold).answered();
        line(svg, "here", here, 0, here, 1);
        return svg.append("</svg>").toString();
    }

    private static void path(StringBuilder svg, String kind, Curve curve, ToDoubleFunction<Curve.Point> value) {
        svg.append("<polyline class='").append(kind).append("' points='");
        double drawn = -1;
        for (Curve.Point point : curve.points()) {
            if (point.answered() - drawn >= 1.0 / STEPS) {
                drawn = point.answered();
                svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(drawn), y(value.applyAsDouble(point))));
            }
        }
        svg.append("'/>\n");
    }

    private static StringBuilder begin(String across, String up) {
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                "<svg viewBox='0 0 %d %d' role='img' aria-label='%s against %s'>%n", LEFT + SIDE + TOP,
                TOP + SIDE + LEFT, up, across));
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            double value = tenth / 10.0;
            line(svg, "grid", 0, value, 1, value);
            line(svg, "grid", value, 0, value, 1);
            text(svg, x(value), y(0) + 16, "middle", String.format(Locale.ROOT, "%.1f", value));
            text(svg, x(0) - 6, y(value) + 4, "end", String.format(Locale.ROOT, "%.1f", value));
        }
        text(svg, x(0.5), y(0) + 34, "middle", across);
        svg.append(String.format(Locale.ROOT,
                "<text transform='translate(12 %.1f) rotate(-90)' text-anchor='middle'>%s</text>%n",
                y(0.5), up));
        return svg;
    }

    private static void line(StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
        svg.append(
                String.format(Locale.ROOT, "<line class='%s' x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/>%n", kind, x(x1),
                        y(y1), x(x2), y(y2)));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                String.format(Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>%n", x, y, anchor, text));
    }

    private static double x(double value) {
        return LEFT + value * SIDE;
    }

    private static double y(double value) {
        return TOP + (1 - value) * SIDE;
    }
}
