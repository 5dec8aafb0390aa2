package io.parley.knowledge;

import java.util.List;

/**
 * What speaks for one candidate, in numbers of about the same size.
 *
 * @param words      the share of the text's words that one way to ask has, rare ones counting more
 * @param whole      how many of the text's words all that the entry says has, and how rare they are (BM25)
 * @param wholeShare the same as a share of what an entry could have
 * @param answer     how much nearer the text is with the answer than by the ways to ask alone, as a logarithm
 * @param cosine     the cosine to the nearest way to ask
 * @param lead       how much more like this entry than like the average one, by discriminant analysis
 * @param refined    the same by logistic regression
 * @param centrality the cosine to the middle of its phrasings
 * @param closeness  how much nearer the FAQ's nearest way to ask is than that one is to the next; the same for all candidates
 * @param negative   how much nearer a phrasing comes that is not meant
 * @param weakened   by how many log-odds verdicts on this very question, or one like it, make the entry less likely
 * @param maturity   how many phrasings the FAQ's entries have: 0 for one each, 1 for a hundred each
 * @param difference how different the FAQ's entries are from each other, 0 to 1
 */
record Evidence(double words, double whole, double wholeShare, double answer, double cosine, double lead,
        double refined, double centrality, double closeness, double negative, double weakened, double maturity,
        double difference) {

    static Evidence of(Candidate candidate, double closeness, Head.Opinion opinion) {
        Head.OfEntry head = opinion.of(candidate.indexed().entry().id());
        return new Evidence(candidate.lexical(), candidate.whole(), candidate.wholeShare(), candidate.answer(),
                candidate.cosine(), head.lead(), head.refined(), head.centrality(), closeness,
                candidate.negativeLead(), candidate.weakened(), opinion.maturity(), opinion.difference());
    }

    /**
     * The names of {@link #forOrder}, as the calibration file has them; "mature" are those that count the more, the more ways
     * to ask there are, since one of many comes nearer to what is asked.
     */
    static final List<String> ORDER = List.of("centrality", "lead", "refined", "answer", "whole", "mature.words",
            "mature.cosine");

    /** What the order of the hits is learned from; more of each speaks for the candidate. */
    double[] forOrder() {
        return new double[]{centrality, lead, refined, answer, whole, maturity * words, maturity * cosine};
    }

    /** The names of {@link #forAnswerable}, as the calibration file has them. */
    static final List<String> ANSWERABLE = List.of("centrality", "answer", "whole-share", "refined",
            "refined-share", "closeness", "difference");

    /**
     * What is learned from whether the FAQ answers the question at all, when this is the best candidate; more of each speaks
     * for it. Shares and cosines have an upper end, so that long texts are not surer than short ones.
     *
     * @param standing how the candidate stands among all candidates
     */
    double[] forAnswerable(Standing standing) {
        return new double[]{centrality, answer, wholeShare, refined, standing.refinedShare(), closeness, difference};
    }

    /** The names of {@link #forChosen}, as the calibration file has them. */
    static final List<String> CHOSEN = List.of("share");

    /**
     * What is learned from whether this candidate is the right one, when the FAQ has one.
     *
     * @param standing how the candidate stands among all candidates
     */
    static double[] forChosen(Standing standing) {
        return new double[]{logOdds(standing.share())};
    }

    /** A share nearer than this to none or all is not believed. */
    private static final double LEAST_SHARE = 1e-3;

    private static double logOdds(double share) {
        double believed = Math.clamp(share, LEAST_SHARE, 1 - LEAST_SHARE);
        return Math.log(believed / (1 - believed));
    }
}
