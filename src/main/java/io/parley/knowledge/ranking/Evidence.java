package io.parley.knowledge.ranking;

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
 * @param phrasings  how many ways to ask the FAQ has
 */
public record Evidence(double words, double whole, double wholeShare, double answer, double cosine, double lead,
        double refined, double centrality, double closeness, double negative, double weakened, double maturity,
        double difference, double phrasings) {

    /** Gathers what a search found for a candidate. */
    public static Evidence of(Candidate candidate, double closeness, Head.Opinion opinion) {
        Head.OfEntry head = opinion.of(candidate.indexed().entry().id());
        return new Evidence(candidate.words(), candidate.whole(), candidate.wholeShare(), candidate.answer(),
                candidate.cosine(), head.lead(), head.refined(), head.centrality(), closeness,
                candidate.negativeLead(), candidate.weakened(), opinion.maturity(), opinion.difference(),
                opinion.phrasings());
    }

    /** What the order of the hits is learned from; more of each speaks for the candidate. */
    static final List<Sign> ORDER = List.of(
            new Sign("centrality", (evidence, standing) -> evidence.centrality),
            new Sign("lead", (evidence, standing) -> evidence.lead),
            new Sign("refined", (evidence, standing) -> evidence.refined),
            // Logistic regression learns the more, the more ways to ask there are.
            new Sign("mature.refined", (evidence, standing) -> evidence.maturity * evidence.refined),
            new Sign("answer", (evidence, standing) -> evidence.answer),
            new Sign("whole", (evidence, standing) -> evidence.whole));

    /**
     * What is learned from whether the FAQ answers the question at all, when this is the best candidate; more of each speaks
     * for it. Shares and cosines have an upper end, so that long texts are not surer than short ones.
     */
    static final List<Sign> ANSWERABLE = List.of(
            new Sign("centrality", (evidence, standing) -> evidence.centrality),
            new Sign("answer", (evidence, standing) -> evidence.answer),
            new Sign("whole-share", (evidence, standing) -> evidence.wholeShare),
            new Sign("refined-share", (evidence, standing) -> standing.refinedShare()),
            new Sign("closeness", (evidence, standing) -> evidence.closeness),
            new Sign("difference", (evidence, standing) -> evidence.difference));

    /** What is learned from whether this candidate is the right one, when the FAQ has one. */
    static final List<Sign> CHOSEN = List.of(new Sign("share", (evidence, standing) -> logOdds(standing.share())));

    /**
     * Something that speaks for a candidate.
     *
     * @param name as the calibration file has it
     */
    record Sign(String name, Value value) {

        static double[] values(List<Sign> signs, Evidence evidence, Standing standing) {
            double[] values = new double[signs.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = signs.get(i).value.of(evidence, standing);
            }
            return values;
        }
    }

    /** How much of it there is. */
    @FunctionalInterface
    interface Value {

        /**
         * The number.
         *
         * @param standing how the candidate stands among all candidates
         */
        double of(Evidence evidence, Standing standing);
    }

    /** The values of {@link #ORDER}, which do not depend on other candidates. */
    double[] forOrder() {
        return Sign.values(ORDER, this, Standing.UNKNOWN);
    }

    /** The values of {@link #ANSWERABLE}. */
    double[] forAnswerable(Standing standing) {
        return Sign.values(ANSWERABLE, this, standing);
    }

    /** The values of {@link #CHOSEN}. */
    double[] forChosen(Standing standing) {
        return Sign.values(CHOSEN, this, standing);
    }

    /** A share nearer than this to none or all is not believed. */
    private static final double LEAST_SHARE = 1e-3;

    private static double logOdds(double share) {
        double believed = Math.clamp(share, LEAST_SHARE, 1 - LEAST_SHARE);
        return Math.log(believed / (1 - believed));
    }
}
