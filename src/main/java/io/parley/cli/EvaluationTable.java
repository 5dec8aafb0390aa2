package io.parley.cli;

import io.parley.evaluation.Curve;
import io.parley.evaluation.Evaluation;
import io.parley.evaluation.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An evaluation as text. */
final class EvaluationTable {

    private static final int BAR = 40;
    private static final int SHOWN_IDS = 5;

    private EvaluationTable() {}

    static List<String> lines(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        addProblems(evaluation, lines);
        lines.add(String.format(Locale.ROOT, "%s with %s, %s", counted(evaluation.entries(), "entry", "entries"),
                counted(evaluation.phrasings(), "way to ask", "ways to ask"), embedded(evaluation)));
        lines.add(String.format(Locale.ROOT, "%s, %,d of them unanswerable",
                counted(evaluation.questions(), "question", "questions"), evaluation.unanswerable()));
        lines.add("");
        addFigures(evaluation, lines);
        lines.add("");
        addCurve(evaluation.curve(), lines);
        return lines;
    }

    /** The FAQ in use has its vectors already. */
    private static String embedded(Evaluation evaluation) {
        return evaluation.texts() == 0
                ? "as they are in use"
                : String.format(Locale.ROOT, "%,d texts with the pieces of the answers, embedded in %,d ms",
                        evaluation.texts(), evaluation.embedding().toMillis());
    }

    private static String counted(int number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    private static void addProblems(Evaluation evaluation, List<String> lines) {
        evaluation.problems()
                .forEach(problem -> lines.add("FAQ line " + problem.line() + " left out: " + problem.reason()));
        List<String> unknown = evaluation.unknownIds();
        if (!unknown.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "%,d expected ids are not in the FAQ, such as %s", unknown.size(),
                    String.join(", ", unknown.subList(0, Math.min(SHOWN_IDS, unknown.size())))));
        }
    }

    private static void addFigures(Evaluation evaluation, List<String> lines) {
        Figures figures = evaluation.figures();
        lines.add(figure("hit@1", figures.hitAt1(), "right entry first, of the answerable questions"));
        lines.add(figure("hit@5", figures.hitAt5(), "among the first five"));
        lines.add(figure("hit@10", figures.hitAt10(), "among the first ten"));
        lines.add(figure("mrr@10", figures.mrrAt10(), "mean of 1 / rank"));
        lines.add(figure("auroc", figures.auroc(), "an answerable question is surer than an unanswerable one"));
        lines.add(figure("bestOverall", figures.bestOverall(), "all questions treated right, at the best threshold"));
        lines.add(
                figure("overall", figures.overall(), "the same at the threshold " + threshold(evaluation.threshold())));
        lines.add(figure("coverage", figures.coverage(), "questions answered at that threshold"));
        lines.add(figure("precision", figures.coverage() == 0 ? null : figures.precision(),
                "answers that are right at that threshold"));
        lines.add(figure("ece", figures.ece(), "mean distance of confidence and truth"));
        lines.add(String.format(Locale.ROOT, "%-12s %7.2f  %s", "p50, ms", evaluation.millis(0.5),
                "question to decision"));
        lines.add(String.format(Locale.ROOT, "%-12s %7.2f", "p99, ms", evaluation.millis(0.99)));
    }

    private static void addCurve(Curve curve, List<String> lines) {
        lines.add("threshold answered precision overall");
        for (int tenth = 1; tenth <= 9; tenth++) {
            Curve.Point point = curve.at(tenth / 10.0);
            lines.add(String.format(Locale.ROOT, "%9s %8s %9s %7s %s", threshold(point.threshold()),
                    percent(point.answered()),
                    point.answered() == 0 ? "-" : percent(point.precision()), percent(point.overall()),
                    "#".repeat((int) Math.round(point.overall() * BAR))));
        }
    }

    private static String figure(String name, @Nullable Double value, String meaning) {
        return String.format(Locale.ROOT, "%-12s %7s  %s", name,
                value == null ? "-" : String.format(Locale.ROOT, "%.4f", value), meaning);
    }

    /** A share as people write it. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** A threshold as it is set; rounded down, so that what it lets through, it lets through still. */
    static String threshold(double value) {
        return String.format(Locale.ROOT, "%.4f", Math.min(Math.floor(value * 1e4 + 1e-9) / 1e4, 1));
    }
}
