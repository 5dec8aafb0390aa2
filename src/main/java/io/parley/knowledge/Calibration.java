package io.parley.knowledge;

/** Turns what speaks for a candidate into the order of the hits and into a probability. */
final class Calibration {

    /** Orders the candidates of one search. */
    double score(Candidate candidate) {
        return candidate.cosine() + 0.3 * candidate.lexical() + 0.1 * candidate.about() + 0.1 * candidate.answerCosine()
                - candidate.negativeLead();
    }

    /**
     * The probability that a candidate is what was asked for.
     *
     * @param margin its score's lead over the best other candidate's; negative when it trails
     */
    Confidence confidence(Candidate candidate, double margin) {
        double logit = -8.0 + 9 * candidate.cosine() + 2 * candidate.lexical() + 6 * Math.min(margin, 0.3)
                - 20 * candidate.negativeLead();
        return new Confidence(1 / (1 + Math.exp(-logit)));
    }
}
