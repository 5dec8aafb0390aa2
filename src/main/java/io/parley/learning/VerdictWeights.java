package io.parley.learning;

import io.parley.knowledge.faq.Lesson;

/**
 * The weight of people's verdicts. One verdict in ten is assumed to be wrong, so each one multiplies the odds that a
 * question and an entry belong together by 9 or 1/9. The prior odds come from the FAQ, taught with everything but this
 * question. A verdict that all like questions contradict is therefore not believed until others join it. Only what
 * agents and operators deny is weakened whatever the FAQ has.
 */
final class VerdictWeights {
    private static final double VERDICT = Math.log(9);
    /**
     * The weight of an agent who names an entry: they looked for it, and did not only confirm the one that was shown.
     */
    private static final double NAMING = 2 * VERDICT;
    /** The least prior probability, and the least distance of a prior from 1: the FAQ is never certain. */
    private static final double LEAST = 0.002;
    private static final double EVEN = 0.5;

    private VerdictWeights() {}

    /**
     * The weight with which the FAQ is taught a pair: above 0 its probability, below 0 the log-odds by which it is
     * weakened, 0 to teach nothing.
     *
     * @param agreed by how many voices those move it who may teach only together, as {@link Agreement} says
     * @param prior how sure the FAQ is of the entry without having been taught this question, 0 to 1
     */
    static double weight(Pair.Insiders insiders, int agreed, double prior) {
        double inside = VERDICT * (insiders.helpful() - insiders.unhelpful()) + NAMING * insiders.named();
        double said = inside + VERDICT * agreed;
        double probability = probability(prior, said);
        if (said < 0) {
            return inside < 0 || probability < EVEN ? Math.max(said, -Lesson.MOST_WEAKENED) : 0;
        }
        return said > 0 && probability >= EVEN ? probability : 0;
    }

    private static double probability(double prior, double said) {
        double believable = Math.clamp(prior, LEAST, 1 - LEAST);
        return 1 / (1 + Math.exp(-Math.log(believable / (1 - believable)) - said));
    }
}
