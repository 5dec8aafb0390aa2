package io.parley.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * Turns what speaks for a candidate into the order of the hits and into a probability, by coefficients that were fitted
 * on real questions and ship with the application.
 */
final class Calibration {

    private static final String SHIPPED = "calibration.properties";

    /** A negative that is nearer by 0.05 outweighs an average lead. */
    private static final double NEGATIVE_WEIGHT = 30;

    private final double[] order;
    private final double[] answer;
    private final double[] confidence;
    private final double intercept;

    Calibration(double[] order, double[] answer, double[] confidence, double intercept) {
        this.order = order.clone();
        this.answer = answer.clone();
        this.confidence = confidence.clone();
        this.intercept = intercept;
    }

    /** The coefficients that ship with the application. */
    static Calibration shipped() {
        Properties file = new Properties();
        try (InputStream in = Calibration.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + SHIPPED + ".");
            }
            file.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The coefficients cannot be read.", e);
        }
        return new Calibration(numbers(file, "order.", Evidence.ORDER), numbers(file, "order.", Evidence.ANSWER),
                numbers(file, "confidence.", Evidence.CONFIDENCE),
                Double.parseDouble(file.getProperty("confidence.intercept")));
    }

    private static double[] numbers(Properties file, String prefix, List<String> names) {
        return names.stream().mapToDouble(name -> Double.parseDouble(file.getProperty(prefix + name))).toArray();
    }

    /** Orders the candidates of one search; a lead of 1 makes one about three times as likely as the other. */
    double score(Evidence evidence) {
        return sum(order, evidence.forOrder()) + sum(answer, evidence.forAnswer()) + unfitted(evidence);
    }

    /** The part of the score that is not fitted. */
    static double unfitted(Evidence evidence) {
        return -NEGATIVE_WEIGHT * evidence.negative() - evidence.weakened();
    }

    /**
     * The probability that a candidate is what was asked for.
     *
     * @param standing how it stands among all candidates
     */
    Confidence confidence(Evidence evidence, Standing standing) {
        double logit = intercept + sum(confidence, evidence.forConfidence(standing))
                - NEGATIVE_WEIGHT * evidence.negative() - evidence.weakened();
        return new Confidence(1 / (1 + Math.exp(-logit)));
    }

    private static double sum(double[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }
}
