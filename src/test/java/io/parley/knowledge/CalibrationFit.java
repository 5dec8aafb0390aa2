package io.parley.knowledge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.insights.Figures;
import io.parley.insights.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
    private static final double MOST_UNANSWERABLE = 0.33;
    private static final Calibration.Logistic NONE = new Calibration.Logistic(new double[0], 0);

    private record Fitted(double[] order, double[] answer, Calibration.Logistic answerable,
            Calibration.Logistic chosen) {

        /** What judges the candidates of a set; an answer that says nothing is not listened to. */
        Calibration calibration(FitSample set) {
            return new Calibration(order, set.hasAnswers() ? answer : new double[answer.length], answerable, chosen);
        }
    }

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
        Fitted ordering = new Fitted(order, answer, NONE, NONE);
        List<FitSample> telling = sets.stream().filter(FitSample::tellsConfidence).toList();
        Regression.Certainty certainty = Regression.ofOutcomes(
                telling.stream().flatMap(set -> outcomes(set, ordering.calibration(set), telling.size())).toList(),
                Evidence.ANSWERABLE.size(), Evidence.CHOSEN.size());
        return new Fitted(order, answer, certainty.answerable(), certainty.chosen());
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

    private static Stream<Regression.Outcome> outcomes(FitSample set, Calibration calibration, int sets) {
        List<Best> all = best(set, calibration);
        double answerable = all.stream().filter(Best::isAnswerable).count();
        double not = all.size() - answerable;
        double share = not == 0 ? 0 : Math.clamp(not / all.size(), LEAST_UNANSWERABLE, MOST_UNANSWERABLE);
        return all.stream().map(best -> new Regression.Outcome(best.evidence.forAnswerable(best.standing),
                best.evidence.forChosen(best.standing), best.isAnswerable, best.isRight, not > 0,
                (best.isAnswerable ? (1 - share) / answerable : share / not) / sets));
    }

    /** What a question would be answered with. */
    private record Best(Evidence evidence, Standing standing, boolean isRight, boolean isAnswerable) {}

    private static List<Best> best(FitSample set, Calibration calibration) {
        return set.found().stream().filter(found -> !found.candidates().isEmpty())
                .map(found -> best(found, calibration)).toList();
    }

    private static Best best(FitSample.Found found, Calibration calibration) {
        double[] scores = found.candidates().stream().mapToDouble(calibration::score).toArray();
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return new Best(found.candidates().get(best), Standing.of(scores, found.candidates()).get(best),
                best == found.right(), found.isAnswerable());
    }

    private static double confidence(Calibration calibration, Best best) {
        return calibration.confidence(calibration.answerable(best.evidence, best.standing), best.evidence,
                best.standing).value();
    }

    private static void print(String by, FitSample set, Fitted fitted) {
        Calibration calibration = fitted.calibration(set);
        List<Outcome> answered = best(set, calibration).stream()
                .map(best -> new Outcome(confidence(calibration, best),
                        best.isRight ? 1 : 0, best.isAnswerable))
                .toList();
        System.out.printf(Locale.ROOT, "%-8s%-34s%s%n", by, set.name(), Figures.of(answered, 0.5));
    }

    private static void write(Fitted fitted) throws IOException {
        StringBuilder file = new StringBuilder("""
                # Coefficients of the hits' order and of their confidence; see Calibration and Evidence.
                # Fitted by: mvn test -Dtest=CalibrationFit
                """);
        append(file, "order.", Evidence.ORDER, fitted.order);
        append(file, "order.", Evidence.ANSWER, fitted.answer);
        append(file, "answerable.", Evidence.ANSWERABLE, fitted.answerable);
        append(file, "chosen.", Evidence.CHOSEN, fitted.chosen);
        System.out.println(file);
        Files.writeString(RESULT, file);
    }

    private static void append(StringBuilder file, String prefix, List<String> names, Calibration.Logistic logistic) {
        append(file, prefix, names, logistic.weights());
        append(file, prefix, List.of("intercept"), new double[]{logistic.intercept()});
    }

    private static void append(StringBuilder file, String prefix, List<String> names, double[] values) {
        for (int i = 0; i < names.size(); i++) {
            file.append(String.format(Locale.ROOT, "%s%s=%.4f%n", prefix, names.get(i), values[i]));
        }
    }
}
