package io.parley.knowledge;

import java.util.List;

/**
 * What speaks for one candidate, in numbers of about the same size.
 *
 * @param words      the share of the text's words that one way to ask has, rare ones counting more
 * @param about      the same for keywords, category and answer
 * @param answer     the cosine to the nearest piece of the answer
 * @param cosine     the cosine to the nearest way to ask
 * @param nearness   how many phrasings are how near, as a logarithm
 * @param lead       how much more like this entry than like the average one, by discriminant analysis
 * @param refined    the same by logistic regression
 * @param likeness   how much like this entry, whatever the others are
 * @param centrality the cosine to the middle of its phrasings
 * @param negative   how much nearer a phrasing comes that is not meant
 * @param weakened   by how many log-odds verdicts on this very question, or one like it, make the entry less likely
 * @param record     what people said about the entry's answers so far, as log-odds against the usual; 0 when nothing
 */
record Evidence(double words, double about, double answer, double cosine, double nearness, double lead, double refined,
        double likeness,
        double centrality, double negative, double weakened, double record) {

    static Evidence of(Candidate candidate, Head.Opinion opinion) {
        FaqId id = candidate.indexed().entry().id();
        return new Evidence(candidate.lexical(), candidate.about(), candidate.answer(), candidate.cosine(),
                candidate.nearness(),
                opinion.lead(id),
                opinion.refinedLead(id), opinion.likeness(id), opinion.centrality(id),
                candidate.negativeLead(), candidate.weakened(), candidate.indexed().record());
    }

    /** The names of {@link #forOrder}, as the calibration file has them. */
    static final List<String> ORDER = List.of("words", "cosine", "nearness", "lead", "refined");

    /** What the order of the hits is learned from. */
    double[] forOrder() {
        return new double[]{words, cosine, nearness, lead, refined};
    }

    /** The names of {@link #forConfidence}, as the calibration file has them. */
    static final List<String> CONFIDENCE = List.of("share", "likeness", "centrality");

    /**
     * What the confidence is learned from.
     *
     * @param share the candidate's share among all candidates, above 0 and below 1
     */
    double[] forConfidence(double share) {
        return new double[]{Math.log(share / (1 - share)), likeness, centrality};
    }
}
