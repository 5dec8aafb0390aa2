package io.parley.knowledge.ranking;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.evaluation.Figures;
import io.parley.evaluation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Fits the coefficients that ship with the application to the sets that are for tuning, and prints how well those fitted
 * without a family of sets serve it. Not a test by its name, so that it runs only on request:
 *
 * <pre>{@code mvn test -Dtest=CalibrationFit}</pre>
 */
class CalibrationFit {

    private static final Path RESULT = Path.of("src/main/resources/io/parley/knowledge/ranking/calibration.properties");
    private static final Calibration.Logistic NONE = new Calibration.Logistic(new double[0], 0);
    /** Their questions are crowd work about a known list of intents, so they are left out of the means. */
    private static final List<String> OLDER = List.of("banking", "clinc", "zoomcamp");

    private record Fitted(double[] order, Calibration.Logistic answerable, Calibration.Logistic chosen) {

        Calibration calibration() {
            return new Calibration(order, answerable, chosen);
        }
    }

    /** The figures of a set under given numbers. */
    private record Measured(FitSample set, Figures figures) {}

    @Test
    void fitsTheShippedCoefficients() throws IOException {
        assumeTrue(Files.exists(DevSets.FOLDER), "The shared test data is absent, so nothing is fitted.");
        List<FitSample> sets = DevSets.all().stream().map(FitSample::of).toList();
        List<Measured> others = sets.stream().map(FitSample::family).distinct().parallel().flatMap(family -> {
            Fitted fitted = fit(sets.stream().filter(set -> !set.family().equals(family)).toList());
            return sets.stream().filter(set -> set.family().equals(family)).map(set -> measured(set, fitted));
        }).toList();
        Fitted fitted = fit(sets);
        List<Measured> all = sets.stream().map(set -> measured(set, fitted)).toList();
        printSets("others", others);
        printSets("all", all);
        printMeans("others", others);
        printMeans("all", all);
        printPeers(sets, others);
        write(fitted);
    }

    private static void printPeers(List<FitSample> sets, List<Measured> others) {
        for (String peer : Peers.NAMES) {
            List<Measured> measured = sets.stream().map(set -> new Measured(set, Peers.on(set, peer))).toList();
            printMeans(peer, measured);
            Map<String, Double> theirs = aurocs(measured);
            Map<String, Double> ours = aurocs(others);
            System.out.printf(Locale.ROOT, "others have a higher auroc than %s in %d of %d families%n", peer,
                    ours.entrySet().stream().filter(our -> our.getValue() > theirs.getOrDefault(our.getKey(), 1.0))
                            .count(),
                    ours.size());
        }
    }

    /** Of each newer family whose sets tell it. */
    private static Map<String, Double> aurocs(List<Measured> all) {
        return all.stream().filter(one -> !OLDER.contains(one.set.family()) && !one.set.isTiny())
                .filter(one -> one.figures.auroc() != null)
                .collect(Collectors.groupingBy(one -> one.set.family(),
                        Collectors.averagingDouble(one -> Objects.requireNonNull(one.figures.auroc()))));
    }

    private static Fitted fit(List<FitSample> sets) {
        List<Regression.Choices> choices = choices(sets, set -> !set.isTiny());
        double[] order = Regression.ofChoices(choices, Evidence.ORDER.size());
        double scale = Regression.scale(choices(sets, set -> !set.isTiny() && set.tellsConfidence()), order);
        double[] scaled = Arrays.stream(order).map(weight -> weight * scale).toArray();
        Calibration ordering = new Calibration(scaled, NONE, NONE);
        Regression.Certainty certainty = Regression.ofOutcomes(
                weighted(sets, FitSample::tellsConfidence).entrySet().stream()
                        .flatMap(set -> outcomes(set.getKey(), ordering, set.getValue())).toList(),
                Evidence.ANSWERABLE.size(), Evidence.CHOSEN.size());
        return new Fitted(scaled, certainty.answerable(), certainty.chosen());
    }

    /** The weight of each set: every family has the same weight, divided among its sets. */
    private static Map<FitSample, Double> weighted(List<FitSample> sets, Predicate<FitSample> wanted) {
        List<FitSample> all = sets.stream().filter(wanted).toList();
        Map<String, Double> families = all.stream()
                .collect(Collectors.groupingBy(FitSample::family, Collectors.summingDouble(FitSample::weight)));
        Map<FitSample, Double> weights = new LinkedHashMap<>();
        all.forEach(
                set -> weights.put(set, set.weight() / families.getOrDefault(set.family(), 1.0) / families.size()));
        return weights;
    }

    private static List<Regression.Choices> choices(List<FitSample> sets, Predicate<FitSample> wanted) {
        List<Regression.Choices> choices = new ArrayList<>();
        weighted(sets, wanted).forEach((set, weight) -> choices.add(new Regression.Choices(
                set.found().stream().filter(found -> found.right() >= 0)
                        .map(found -> new Regression.Choice(found.candidates().stream().map(Evidence::forOrder)
                                .toArray(double[][]::new), found.right()))
                        .toList(),
                weight)));
        return choices;
    }

    private static Stream<Regression.Outcome> outcomes(FitSample set, Calibration calibration, double weight) {
        List<Best> all = best(set, calibration);
        boolean tells = all.stream().anyMatch(best -> !best.isAnswerable);
        return all.stream().map(best -> new Regression.Outcome(best.evidence.forAnswerable(best.standing),
                best.evidence.forChosen(best.standing), best.isAnswerable, best.isRight, tells, weight / all.size()));
    }

    /** The best candidate for a question. */
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
                best == found.right(),
                found.isAnswerable());
    }

    private static double confidence(Calibration calibration, Best best) {
        return calibration
                .confidence(calibration.answerable(best.evidence, best.standing), best.evidence, best.standing).value();
    }

    private static Measured measured(FitSample set, Fitted fitted) {
        Calibration calibration = fitted.calibration();
        return new Measured(set, Figures.of(best(set, calibration).stream()
                .map(best -> new Outcome(confidence(calibration, best), best.isRight ? 1 : 0, best.isAnswerable))
                .toList(), 0.5));
    }

    private static void printSets(String by, List<Measured> all) {
        all.stream().filter(one -> !one.set.isTiny()).forEach(
                one -> System.out.printf(Locale.ROOT, "%-8s%-34s%s%n", by, one.set.name(), one.figures));
    }

    private static void printMeans(String by, List<Measured> all) {
        Predicate<FitSample> isNewer = set -> !OLDER.contains(set.family());
        printMeans(by, "families", all, isNewer.and(set -> !set.isTiny()));
        printMeans(by, "with real answers", all, isNewer.and(FitSample::hasRealAnswers));
        printMeans(by, "beginners' FAQs", all, isNewer.and(FitSample::isTiny).and(set -> !set.isAmongNeighbours()));
        printMeans(by, "beginners among neighbours", all, isNewer.and(FitSample::isAmongNeighbours));
    }

    /** Families count the same. */
    private static void printMeans(String by, String of, List<Measured> all, Predicate<FitSample> wanted) {
        Map<String, List<Figures>> families = all.stream().filter(one -> wanted.test(one.set))
                .collect(Collectors.groupingBy(one -> one.set.family(),
                        Collectors.mapping(Measured::figures, Collectors.toList())));
        System.out.printf(Locale.ROOT,
                "%-16smean, %-28shit@1 %.4f  auroc %.4f  best %.4f  at threshold %.4f  ece %.4f  wrong %.4f%n", by, of,
                mean(families, Figures::hitAt1), mean(families, Figures::auroc), mean(families, Figures::bestOverall),
                mean(families, Figures::overall), mean(families, Figures::ece),
                mean(families, one -> one.coverage() * (1 - one.precision())));
    }

    private static double mean(Map<String, List<Figures>> families, Figure figure) {
        ToDoubleFunction<List<Figures>> ofFamily = sets -> sets.stream().map(figure::of)
                .filter(value -> value != null).mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        return families.values().stream().mapToDouble(ofFamily).average().orElse(Double.NaN);
    }

    /** One of the figures, if the set tells it. */
    private interface Figure {
        @Nullable
        Double of(Figures figures);
    }

    private static void write(Fitted fitted) throws IOException {
        StringBuilder file = new StringBuilder("""
                # Coefficients of the hits' order and of their confidence; see Calibration and Evidence.
                # Fitted by: mvn test -Dtest=CalibrationFit
                """);
        append(file, "order.", names(Evidence.ORDER), fitted.order);
        append(file, "answerable.", Evidence.ANSWERABLE, fitted.answerable);
        append(file, "chosen.", Evidence.CHOSEN, fitted.chosen);
        System.out.println(file);
        Files.writeString(RESULT, file);
    }

    private static void append(StringBuilder file, String prefix, List<Evidence.Sign> signs,
            Calibration.Logistic logistic) {
        append(file, prefix, names(signs), logistic.weights());
        append(file, prefix, List.of("intercept"), new double[]{logistic.intercept()});
    }

    private static List<String> names(List<Evidence.Sign> signs) {
        return signs.stream().map(Evidence.Sign::name).toList();
    }

    private static void append(StringBuilder file, String prefix, List<String> names, double[] values) {
        for (int i = 0; i < names.size(); i++) {
            file.append(String.format(Locale.ROOT, "%s%s=%.4f%n", prefix, names.get(i), values[i]));
        }
    }
}
