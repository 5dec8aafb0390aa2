package io.parley.knowledge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.insights.Figures;
import io.parley.insights.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Fits the coefficients that ship with the application to the sets that are for tuning, and prints how well those fitted
 * without a source serve it. Not a test by its name, so that it runs only on request:
 *
 * <pre>{@code mvn test -Dtest=CalibrationFit}</pre>
 */
class CalibrationFit {

    private static final Path RESULT = Path.of("src/main/resources/io/parley/knowledge/calibration.properties");
    /**
     * The share of a set's weight that its unanswerable questions get, if it has some: what it is, but neither next to
     * nothing nor all that matters.
     */
    private static final double LEAST_UNANSWERABLE = 0.18;
    private static final double MOST_UNANSWERABLE = 0.4;

    /** The coefficients of the order, of the answer for the order, and of the confidence with its intercept. */
    record Fitted(double[] order, double[] answer, double[] confidence) {}

    @Test
    void fitsTheShippedCoefficients() throws IOException {
        assumeTrue(Files.exists(DevSets.FOLDER), "The shared test data is absent, so nothing is fitted.");
        List<FitSample> sets = DevSets.all().stream().map(FitSample::of).toList();
        for (String left : List.of("banking", "clinc", "zoomcamp", "starter")) {
            Fitted fitted = fit(sets.stream().filter(set -> !set.isOf(left)).toList());
            sets.stream().filter(set -> set.isOf(left)).forEach(set -> print("others", set, fitted));
        }
        Fitted fitted = fit(sets);
        sets.forEach(set -> print("all", set, fitted));
        write(fitted);
    }

    private static Fitted fit(List<FitSample> sets) {
        double[] order = Regression.ofChoices(
                sets.stream().filter(FitSample::tellsOrder)
                        .map(set -> new Regression.Choices(choices(set, new double[0]), set.weight())).toList(),
                Evidence.ORDER.size(), true);
        double[] answer = Regression.ofChoices(
                sets.stream().filter(FitSample::hasAnswers)
                        .map(set -> new Regression.Choices(choices(set, order), 1)).toList(),
                Evidence.ANSWER.size(), false);
        List<FitSample> telling = sets.stream().filter(FitSample::tellsConfidence).toList();
        List<Regression.Outcome> outcomes = new ArrayList<>();
        telling.forEach(set -> outcomes.addAll(outcomes(set, order, answer, telling.size())));
        return new Fitted(order, answer, Regression.ofOutcomes(outcomes, Evidence.CONFIDENCE.size()));
    }

    /** What the order is learned from, or, when it is known, what the answer's part in it is. */
    private static List<Regression.Choice> choices(FitSample set, double[] order) {
        return set.found().stream().filter(found -> found.right() >= 0).map(found -> {
            double[][] evidence = found.candidates().stream()
                    .map(one -> order.length == 0 ? one.forOrder() : one.forAnswer()).toArray(double[][]::new);
            double[] offsets = found.candidates().stream().mapToDouble(one -> Calibration.unfitted(one)
                    + (order.length == 0 ? 0 : Regression.dot(one.forOrder(), order))).toArray();
            return new Regression.Choice(evidence, offsets, found.right());
        }).toList();
    }

    private static List<Regression.Outcome> outcomes(FitSample set, double[] order, double[] answer, int sets) {
        double answerable = set.found().stream().filter(FitSample.Found::isAnswerable).count();
        double not = set.found().size() - answerable;
        double share = not == 0 ? 0 : Math.clamp(not / set.found().size(), LEAST_UNANSWERABLE, MOST_UNANSWERABLE);
        return set.found().stream().filter(found -> !found.candidates().isEmpty())
                .map(found -> outcome(found, order, set.hasAnswers() ? answer : new double[answer.length],
                        (found.isAnswerable() ? (1 - share) / answerable : share / not) / sets))
                .toList();
    }

    private static Regression.Outcome outcome(FitSample.Found found, double[] order, double[] answer, double weight) {
        double[] scores = found.candidates().stream().mapToDouble(one -> Regression.dot(one.forOrder(), order)
                + Regression.dot(one.forAnswer(), answer) + Calibration.unfitted(one)).toArray();
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        Standing ofBest = Standing.of(scores, found.candidates()).get(best);
        return new Regression.Outcome(found.candidates().get(best).forConfidence(ofBest), best == found.right(),
                weight);
    }

    private static void print(String by, FitSample set, Fitted fitted) {
        List<Outcome> answered = set.found().stream().filter(found -> !found.candidates().isEmpty())
                .map(found -> {
                    Regression.Outcome outcome = outcome(found, fitted.order,
                            set.hasAnswers() ? fitted.answer : new double[fitted.answer.length], 1);
                    return new Outcome(Regression.probability(outcome.evidence(), fitted.confidence),
                            outcome.isRight() ? 1 : 0, found.isAnswerable());
                }).toList();
        System.out.printf(Locale.ROOT, "%-8s%-34s%s%n", by, set.name(), Figures.of(answered, 0.5));
    }

    private static void write(Fitted fitted) throws IOException {
        StringBuilder file = new StringBuilder("""
                # Coefficients of the hits' order and of their confidence; see Calibration and Evidence.
                # Fitted by: mvn test -Dtest=CalibrationFit
                """);
        append(file, "order.", Evidence.ORDER, fitted.order);
        append(file, "order.", Evidence.ANSWER, fitted.answer);
        append(file, "confidence.", Evidence.CONFIDENCE, fitted.confidence);
        append(file, "confidence.", List.of("intercept"),
                new double[]{fitted.confidence[Evidence.CONFIDENCE.size()]});
        System.out.println(file);
        Files.writeString(RESULT, file);
    }

    private static void append(StringBuilder file, String prefix, List<String> names, double[] values) {
        for (int i = 0; i < names.size(); i++) {
            file.append(String.format(Locale.ROOT, "%s%s=%.4f%n", prefix, names.get(i), values[i]));
        }
    }
}
