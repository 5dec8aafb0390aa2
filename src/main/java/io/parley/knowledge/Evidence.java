package io.parley.knowledge;

import java.util.List;

/**
 * What speaks for one candidate, in numbers of about the same size.
 *
 * @param words      the share of the text's words that one way to ask has, rare ones counting more
 * @param about      the same for keywords, category and answer
 * @param answer     the cosine to the nearest piece of the answer, which its question precedes; 0 without an answer
 * @param cosine     the cosine to the nearest way to ask
 * @param nearness   how many phrasings are how near, as a logarithm
 * @param lead       how much more like this entry than like the average one, by discriminant analysis
 * @param refined    the same by logistic regression
 * @param likeness   how much like this entry, whatever the others are
 * @param centrality the cosine to the middle of its phrasings
 * @param negative   how much nearer a phrasing comes that is not meant
 * @param weakened   by how many log-odds verdicts on this very question, or one like it, make the entry less likely
 * @param maturity   how many phrasings the FAQ's entries have: 0 for one each, 1 for a hundred each
 * @param size       how many entries the FAQ has, as a logarithm
 */
record Evidence(double words, double about, double answer, double cosine, double nearness, double lead, double refined,
        double likeness, double centrality, double negative, double weakened, double maturity, double size) {

    static Evidence of(Candidate candidate, Head.Opinion opinion) {
        Head.OfEntry head = opinion.of(candidate.indexed().entry().id());
        return new Evidence(candidate.lexical(), candidate.about(), candidate.answer(), candidate.cosine(),
                candidate.nearness(), head.lead(), head.refined(), head.likeness(), head.centrality(),
                candidate.negativeLead(), candidate.weakened(), opinion.maturity(), opinion.size());
    }

    /** The names of {@link #forOrder}, as the calibration file has them; "mature" are those that count by maturity. */
    static final List<String> ORDER = List.of("words", "cosine", "lead", "refined", "mature.words", "mature.cosine",
            "mature.lead", "mature.refined");

    /** What the order of the hits is learned from. */
    double[] forOrder() {
        return new double[]{words, cosine, lead, refined, maturity * words, maturity * cosine, maturity * lead,
                maturity * refined};
    }

    /**
     * The names of {@link #forAnswer}, as the calibration file has them; "young" and "infant" are those that count less, and
     * much less, the more ways to ask there are.
     */
    static final List<String> ANSWER = List.of("young.about", "infant.answer", "young.cosine");

    /**
     * What the answer and the keywords say for the order of the hits, and how much less the nearest way to ask counts beside
     * them. It matters where there are few ways to ask: many of them say all that there is to say.
     */
    double[] forAnswer() {
        double youth = Math.max(0, 1 - maturity);
        return new double[]{Math.pow(youth, 2) * about, Math.pow(youth, 6) * answer,
                answer == 0 ? 0 : Math.pow(youth, 4) * cosine};
    }

    /** The names of {@link #forAnswerable}, as the calibration file has them. */
    static final List<String> ANSWERABLE = List.of("likeness", "centrality", "cosine", "nearness", "refined",
            "refined-share", "maturity", "size", "mature.centrality", "mature.refined", "mature.refined-share");

    /**
     * What is learned from whether the FAQ answers the question at all, when this is the best candidate.
     *
     * @param standing how the candidate stands among all candidates
     */
    double[] forAnswerable(Standing standing) {
        double refinedShare = logOdds(standing.refinedShare());
        return new double[]{likeness, centrality, cosine, nearness, refined, refinedShare, maturity, size,
                maturity * centrality, maturity * refined, maturity * refinedShare};
    }

    /** The names of {@link #forChosen}, as the calibration file has them. */
    static final List<String> CHOSEN = List.of("share", "refined-share", "maturity", "size", "mature.share",
            "mature.refined-share");

    /**
     * What is learned from whether this candidate is the right one, when the FAQ has one.
     *
     * @param standing how the candidate stands among all candidates
     */
    double[] forChosen(Standing standing) {
        double share = logOdds(standing.share());
        double refinedShare = logOdds(standing.refinedShare());
        return new double[]{share, refinedShare, maturity, size, maturity * share, maturity * refinedShare};
    }

    /** A share nearer than this to none or all is not believed. */
    private static final double LEAST_SHARE = 1e-3;

    private static double logOdds(double share) {
        double believed = Math.clamp(share, LEAST_SHARE, 1 - LEAST_SHARE);
        return Math.log(believed / (1 - believed));
    }
}
