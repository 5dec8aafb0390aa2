package io.parley.knowledge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.parley.insights.Figures;
import io.parley.insights.Outcome;
import io.parley.insights.TestQuestion;
import org.junit.jupiter.api.Test;

/**
 * Fits the coefficients that ship with the application to the sets that are for tuning, and prints how well those fitted
 * without a source serve it. Not a test by its name, so that it runs only on request:
 *
 * <pre>{@code mvn test -Dtest=CalibrationFit}</pre>
 */
class CalibrationFit {

    private static final Path RESULT = Path.of("src/main/resources/io/parley/knowledge/calibration.properties");
    private static final int CANDIDATES = 20;
    private static final int QUESTIONS = 700;
    /** The share of a set's weight that its unanswerable questions get, if it has some. */
    private static final double UNANSWERABLE = 0.35;

    /** What the search found for one question; {@code right} is -1 when no candidate is. */
    private record Found(List<Evidence> candidates, int right, boolean isAnswerable) {}

    private record Sampled(String name, List<Found> found) {}

    @Test
    void fitsTheShippedCoefficients() throws IOException {
        assumeTrue(Files.exists(DevSets.FOLDER), "The shared test data is absent, so nothing is fitted.");
        List<Sampled> sets = sets().stream().map(CalibrationFit::sampled).toList();
        for (String left : List.of("banking", "clinc")) {
            double[][] fitted = fit(sets.stream().filter(set -> !set.name.startsWith(left)).toList());
            sets.stream().filter(set -> set.name.startsWith(left)).forEach(set -> print("others", set, fitted));
        }
        double[][] fitted = fit(sets);
        sets.forEach(set -> print("all", set, fitted));
        write(fitted);
    }

    private static List<DevSets.DevSet> sets() {
        DevSets.DevSet clinc = DevSets.read("clinc150-dev");
        DevSets.DevSet banking = DevSets.read("banking50-oos-dev");
        List<DevSets.DevSet> sets = new ArrayList<>(List.of(DevSets.read("banking77-cold-dev"),
                banking.withPhrasings(5, 1), banking, clinc.withPhrasings(5, 1), clinc.withPhrasings(30, 1)));
        for (long seed = 1; seed <= 2; seed++) {
            sets.add(clinc.withEntries(40, seed).withPhrasings(4, seed));
            sets.add(banking.withEntries(25, seed).withPhrasings(4, seed));
            sets.add(clinc.withEntries(10, seed).withPhrasings(2, seed));
            sets.add(banking.withEntries(15, seed).withPhrasings(0, seed));
        }
        return sets.stream().map(set -> set.withQuestions(QUESTIONS)).toList();
    }

    private static Sampled sampled(DevSets.DevSet set) {
        FaqTrials trials = new FaqTrials(KnowledgeFixture.EMBEDDER, new Chunks(KnowledgeFixture.EMBEDDER.wordPieces()),
                Calibration.shipped());
        FaqSearch search = trials.search(set.rows());
        List<Found> found = set.questions().parallelStream().map(question -> found(search, question)).toList();
        System.out.println("Sampled " + set.name());
        return new Sampled(set.name(), found);
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

    private static double[][] orderEvidence(Found found) {
        return found.candidates.stream().map(Evidence::forOrder).toArray(double[][]::new);
    }

    private static double[] offsets(Found found) {
        return found.candidates.stream().mapToDouble(Calibration::unfitted).toArray();
    }

    private static double[][] fit(List<Sampled> sets) {
        List<Regression.Choice> choices = new ArrayList<>();
        for (Sampled set : sets) {
            List<Found> known = set.found.stream().filter(found -> found.right >= 0).toList();
            known.forEach(found -> choices.add(new Regression.Choice(orderEvidence(found), offsets(found), found.right,
                    1.0 / known.size() / sets.size())));
        }
        double[] order = Regression.ofChoices(choices, Evidence.ORDER.size());
        List<Regression.Outcome> outcomes = new ArrayList<>();
        sets.forEach(set -> outcomes.addAll(outcomes(set, order, sets.size())));
        return new double[][]{order, Regression.ofOutcomes(outcomes, Evidence.CONFIDENCE.size())};
    }

    private static List<Regression.Outcome> outcomes(Sampled set, double[] order, int sets) {
        long answerable = set.found.stream().filter(Found::isAnswerable).count();
        long not = set.found.size() - answerable;
        double ofAnswerable = (not == 0 ? 1 : 1 - UNANSWERABLE) / answerable / sets;
        return set.found.stream().filter(found -> !found.candidates.isEmpty())
                .map(found -> outcome(found, order, found.isAnswerable ? ofAnswerable : UNANSWERABLE / not / sets))
                .toList();
    }

    private static Regression.Outcome outcome(Found found, double[] order, double weight) {
        double[] shares = Regression.shares(orderEvidence(found), offsets(found), order);
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        double share = Math.clamp(shares[best], Calibration.LEAST_SHARE, 1 - Calibration.LEAST_SHARE);
        return new Regression.Outcome(found.candidates.get(best).forConfidence(share), best == found.right, weight);
    }

    private static void print(String by, Sampled set, double[][] fitted) {
        List<Outcome> answered = set.found.stream().filter(found -> !found.candidates.isEmpty())
                .map(found -> {
                    Regression.Outcome outcome = outcome(found, fitted[0], 1);
                    return new Outcome(Regression.probability(outcome.evidence(), fitted[1]), outcome.isRight() ? 1 : 0,
                            found.isAnswerable);
                }).toList();
        System.out.printf(Locale.ROOT, "%-8s%-34s%s%n", by, set.name, Figures.of(answered, 0.6));
    }

    private static void write(double[][] fitted) throws IOException {
        StringBuilder file = new StringBuilder("""
                # Coefficients of the hits' order and of their confidence; see Calibration and Evidence.
                # Fitted by: mvn test -Dtest=CalibrationFit
                """);
        for (int i = 0; i < Evidence.ORDER.size(); i++) {
            file.append(String.format(Locale.ROOT, "order.%s=%.4f%n", Evidence.ORDER.get(i), fitted[0][i]));
        }
        for (int i = 0; i < Evidence.CONFIDENCE.size(); i++) {
            file.append(String.format(Locale.ROOT, "confidence.%s=%.4f%n", Evidence.CONFIDENCE.get(i), fitted[1][i]));
        }
        file.append(String.format(Locale.ROOT, "confidence.intercept=%.4f%n",
                fitted[1][Evidence.CONFIDENCE.size()]));
        System.out.println(file);
        Files.writeString(RESULT, file);
    }
}
