package io.parley.knowledge.ranking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * Turns what speaks for a candidate into the order of the hits and into a probability, by coefficients that were fitted
 * on real questions and ship with the application.
 */
public final class Calibration {

    private static final String SHIPPED = "calibration.properties";

    /** A negative that is nearer by 0.05 outweighs an average lead. */
    private static final double NEGATIVE_WEIGHT = 30;

    /**
     * By how many log-odds a FAQ is doubted to answer a question at all when it has no way to ask; it falls to a third with each
     * {@link #WAYS} that it has. Nearly all that is asked near to few entries is something else. The likeliest doubt is
     * smaller, but a wrong answer is worse than a question back: at companies that nothing was fitted to, this one treats nearly
     * as many questions to beginners' FAQs right as any, choices counted, and answers one in twenty wrongly.
     */
    private static final double DOUBT = 5;
    private static final double WAYS = 6;

    /** Nothing is surer than this; only so can what speaks against a candidate be counted in odds. */
    private static final double LEAST_DOUBT = 1e-9;

    private final double[] order;
    private final Logistic answerable;
    private final Logistic chosen;

    /**
     * The coefficients.
     *
     * @param order      what each of {@link Evidence#forOrder} counts
     * @param answerable says from {@link Evidence#forAnswerable} how probable it is that the FAQ answers the question
     * @param chosen     says from {@link Evidence#forChosen} how probable it is then that this candidate does
     */
    Calibration(double[] order, Logistic answerable, Logistic chosen) {
        this.order = order.clone();
        this.answerable = answerable;
        this.chosen = chosen;
    }

    /** A probability whose log-odds are a weighted sum of what speaks for it. */
    record Logistic(double[] weights, double intercept) {

        double of(double[] evidence) {
            return of(evidence, 0);
        }

        /** @param doubt by how many log-odds it is less */
        double of(double[] evidence, double doubt) {
            return 1 / (1 + Math.exp(doubt - intercept - sum(weights, evidence)));
        }
    }

    /** The coefficients that ship with the application. */
    public static Calibration shipped() {
        Properties file = new Properties();
        try (InputStream in = Calibration.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + SHIPPED + ".");
            }
            file.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The coefficients cannot be read.", e);
        }
        return new Calibration(numbers(file, "order.", names(Evidence.ORDER)),
                logistic(file, "answerable.", Evidence.ANSWERABLE), logistic(file, "chosen.", Evidence.CHOSEN));
    }

    private static Logistic logistic(Properties file, String prefix, List<Evidence.Sign> signs) {
        return new Logistic(numbers(file, prefix, names(signs)), numbers(file, prefix, List.of("intercept"))[0]);
    }

    private static List<String> names(List<Evidence.Sign> signs) {
        return signs.stream().map(Evidence.Sign::name).toList();
    }

    private static double[] numbers(Properties file, String prefix, List<String> names) {
        return names.stream().mapToDouble(name -> Double.parseDouble(file.getProperty(prefix + name))).toArray();
    }

    /** Orders the candidates of one search; a lead of 1 makes one about three times as likely as the other. */
    public double score(Evidence evidence) {
        return sum(order, evidence.forOrder()) + unfitted(evidence);
    }

    /** The part of the score that is not fitted. */
    static double unfitted(Evidence evidence) {
        return -NEGATIVE_WEIGHT * evidence.negative() - evidence.weakened();
    }

    /**
     * The probability that the FAQ answers a question at all.
     *
     * @param best     what speaks for the best candidate
     * @param standing how it stands among all candidates
     */
    public double answerable(Evidence best, Standing standing) {
        return answerable.of(best.forAnswerable(standing), DOUBT * Math.exp(-best.phrasings() / WAYS));
    }

    /**
     * The probability that a candidate is what was asked for: that the FAQ has an answer, and that this is the one.
     *
     * @param answerable how probable it is that the FAQ answers the question at all
     * @param standing   how the candidate stands among all candidates
     */
    public Confidence confidence(double answerable, Evidence evidence, Standing standing) {
        double probability = answerable * chosen.of(evidence.forChosen(standing));
        double odds = probability / Math.max(LEAST_DOUBT, 1 - probability) * Math.exp(unfitted(evidence));
        return new Confidence(odds / (1 + odds));
    }

    private static double sum(double[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }
}
