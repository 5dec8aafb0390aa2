package io.parley.knowledge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.insights.Figures;
import io.parley.insights.Outcome;
import io.parley.insights.TestQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final int CANDIDATES = 15;
    private static final int QUESTIONS = 1000;
    /**
     * The share of a set's weight that its unanswerable questions get, if it has some: what it is, but neither next to
     * nothing nor all that matters.
     */
    private static final double LEAST_UNANSWERABLE = 0.18;
    private static final double MOST_UNANSWERABLE = 0.4;

    /** What the search found for one question; {@code right} is -1 when no candidate is. */
    record Found(List<Evidence> candidates, int right, boolean isAnswerable) {}

    /**
     * What was found for the questions of a set.
     *
     * @param hasAnswers whether its answers say something; those of the others repeat what the question is about
     */
    record Sampled(String name, List<Found> found, boolean hasAnswers) {

        private boolean isOf(String source) {
            return name.startsWith(source);
        }

        /** Whole sets count more than what is cut out of them, and most the only young one. */
        private int weight() {
            return name.indexOf('/') >= 0 ? 1 : isOf("banking77-cold") ? 4 : 2;
        }

        private boolean tellsOrder() {
            return !hasAnswers;
        }

        /** Near-duplicates say nothing about how sure one may be. */
        private boolean tellsConfidence() {
            return !isOf("zoomcamp");
        }
    }

    /** The coefficients of the order, of the answer for the order, and of the confidence with its intercept. */
    record Fitted(double[] order, double[] answer, double[] confidence) {}

    @Test
    void fitsTheShippedCoefficients() throws IOException {
        assumeTrue(Files.exists(DevSets.FOLDER), "The shared test data is absent, so nothing is fitted.");
        List<Sampled> sets = DevSets.all().stream().map(CalibrationFit::sampled).toList();
        for (String left : List.of("banking", "clinc", "zoomcamp", "starter")) {
            Fitted fitted = fit(sets.stream().filter(set -> !set.isOf(left)).toList());
            sets.stream().filter(set -> set.isOf(left)).forEach(set -> print("others", set, fitted));
        }
        Fitted fitted = fit(sets);
        sets.forEach(set -> print("all", set, fitted));
        write(fitted);
    }

    private static Sampled sampled(DevSets.DevSet set) {
        DevSets.DevSet smaller = set.withQuestions(QUESTIONS);
        FaqTrials trials = new FaqTrials(KnowledgeFixture.EMBEDDER, new Chunks(KnowledgeFixture.EMBEDDER.wordPieces()),
                Calibration.shipped());
        FaqSearch search = trials.search(smaller.rows());
        List<Found> found = smaller.questions().parallelStream().map(question -> found(search, question)).toList();
        System.out.println("Sampled " + set.name());
        return new Sampled(set.name(), found, set.hasAnswers());
    }

    private static Found found(FaqSearch search, TestQuestion question) {
        List<FaqSearch.Ranked> ranked = search.ranked(question.text()).stream().limit(CANDIDATES).toList();
        int right = -1;
        for (int i = ranked.size() - 1; i >= 0; i--) {
            if (question.expected().contains(ranked.get(i).candidate().indexed().entry().id().value())) {
                right = i;
            }
        }
        return new Found(ranked.stream().map(FaqSearch.Ranked::evidence).toList(), right, question.isAnswerable());
    }

    private static Fitted fit(List<Sampled> sets) {
        double[] order = Regression.ofChoices(
                sets.stream().filter(Sampled::tellsOrder)
                        .flatMap(set -> Collections.nCopies(set.weight(), choices(set, new double[0])).stream())
                        .toList(),
                Evidence.ORDER.size(), true);
        double[] answer = Regression.ofChoices(
                sets.stream().filter(Sampled::hasAnswers).map(set -> choices(set, order)).toList(),
                Evidence.ANSWER.size(), false);
        List<Sampled> telling = sets.stream().filter(Sampled::tellsConfidence).toList();
        List<Regression.Outcome> outcomes = new ArrayList<>();
        telling.forEach(set -> outcomes.addAll(outcomes(set, order, answer, telling.size())));
        return new Fitted(order, answer, Regression.ofOutcomes(outcomes, Evidence.CONFIDENCE.size()));
    }

    /** What the order is learned from, or, when it is known, what the answer's part in it is. */
    private static List<Regression.Choice> choices(Sampled set, double[] order) {
        return set.found.stream().filter(found -> found.right >= 0).map(found -> {
            double[][] evidence = found.candidates.stream()
                    .map(one -> order.length == 0 ? one.forOrder() : one.forAnswer()).toArray(double[][]::new);
            double[] offsets = found.candidates.stream().mapToDouble(one -> Calibration.unfitted(one)
                    + (order.length == 0 ? 0 : Regression.dot(one.forOrder(), order))).toArray();
            return new Regression.Choice(evidence, offsets, found.right);
        }).toList();
    }

    private static List<Regression.Outcome> outcomes(Sampled set, double[] order, double[] answer, int sets) {
        double answerable = set.found.stream().filter(Found::isAnswerable).count();
        double not = set.found.size() - answerable;
        double share = not == 0 ? 0 : Math.clamp(not / set.found.size(), LEAST_UNANSWERABLE, MOST_UNANSWERABLE);
        return set.found.stream().filter(found -> !found.candidates.isEmpty())
                .map(found -> outcome(found, order, set.hasAnswers ? answer : new double[answer.length],
                        (found.isAnswerable ? (1 - share) / answerable : share / not) / sets))
                .toList();
    }

    private static Regression.Outcome outcome(Found found, double[] order, double[] answer, double weight) {
        double[] scores = found.candidates.stream().mapToDouble(one -> Regression.dot(one.forOrder(), order)
                + Regression.dot(one.forAnswer(), answer) + Calibration.unfitted(one)).toArray();
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        Standing ofBest = Standing.of(scores, found.candidates).get(best);
        return new Regression.Outcome(found.candidates.get(best).forConfidence(ofBest), best == found.right, weight);
    }

    private static void print(String by, Sampled set, Fitted fitted) {
        List<Outcome> answered = set.found.stream().filter(found -> !found.candidates.isEmpty())
                .map(found -> {
                    Regression.Outcome outcome = outcome(found, fitted.order,
                            set.hasAnswers ? fitted.answer : new double[fitted.answer.length], 1);
                    return new Outcome(Regression.probability(outcome.evidence(), fitted.confidence),
                            outcome.isRight() ? 1 : 0, found.isAnswerable);
                }).toList();
        System.out.printf(Locale.ROOT, "%-8s%-34s%s%n", by, set.name, Figures.of(answered, 0.5));
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
