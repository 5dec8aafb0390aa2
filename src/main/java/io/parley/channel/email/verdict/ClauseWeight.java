package io.parley.channel.email.verdict;

import io.parley.channel.email.verdict.OutcomeLexicon.Clause;
import io.parley.channel.email.verdict.OutcomeLexicon.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The weight of one clause: above 0 it tells that things are well, below 0 that they are not. A trouble and the words that turn it
 * round are weighed together, so that "no longer an error" and "the error is gone" are good, and "no longer works" is not.
 */
final class ClauseWeight {
    private static final double STRONG = 3;
    private static final double FIRM = 2.5;
    private static final double PLAIN = 2;
    private static final double PRAISE = 1.5;
    private static final double NOT = -1.5;
    private static final double STILL = -1.7;
    private static final double REGRET = -0.8;
    private static final double TROUBLE = -0.7;
    private static final double THANKS = 0.3;
    private static final double AGAIN = 0.8;
    /** So many words may stand between a "not" and what it turns round. */
    private static final int NEAR = 2;
    private static final Set<Kind> NOTS = Set.of(Kind.NOT, Kind.NO);
    private static final Set<Kind> BE_WELL = Set.of(Kind.SOLVED, Kind.GOT, Kind.RUNS, Kind.ACTION);
    private static final Set<Kind> WRONG = Set.of(Kind.FAILED, Kind.TROUBLE);

    /** Kinds that a "not" makes a complaint. */
    private static final Set<Kind> NOT_SO = Set.of(Kind.WANTED, Kind.ASKED, Kind.CHANGE);

    /** Kinds that make the very thing of what the writer was after. */
    private static final Set<Kind> VERY = Set.of(Kind.EXACTLY, Kind.PRAISE, Kind.THANKS);

    /** Beside these, "again" tells nothing. */
    private static final Set<Kind> NOT_AGAIN = Set.of(Kind.STILL, Kind.REGRET, Kind.TRIED, Kind.ASKS, Kind.LATER,
            Kind.WANTED, Kind.ASKED);

    private final Clause clause;
    private final boolean not;
    private final boolean wrong;

    private ClauseWeight(Clause clause, Kind opening) {
        this.clause = clause;
        this.not = clause.has(Kind.NOT) || (clause.has(Kind.NO) && opening != Kind.NO);
        this.wrong = WRONG.stream().anyMatch(clause::has);
    }

    /**
     * The weight of a clause.
     *
     * @param opening the yes or no that it begins with; else unknown
     */
    static double of(Clause clause, Kind opening) {
        return new ClauseWeight(clause, opening).weight();
    }

    private double weight() {
        if (clause.has(Kind.ASIDE)) {
            return 0;
        }
        if (clause.has(Kind.NO_USE)) {
            return -STRONG;
        }
        if (clause.has(Kind.DONE)) {
            return done();
        }
        if (clause.has(Kind.LACKS)) {
            return lacks();
        }
        if (not && NOT_SO.stream().anyMatch(clause::has)) {
            return -STRONG;
        }
        if (clause.has(Kind.WANTED) && VERY.stream().anyMatch(clause::has)) {
            return clause.has(Kind.TRIED) ? 0 : STRONG;
        }
        return over();
    }

    /** A "not" beside what is done turns it round; one further behind makes it unclear. */
    private double done() {
        Set<Kind> done = Set.of(Kind.DONE);
        if (stands(Set.of(Kind.NOT), 1, done) || stands(done, NEAR, Set.of(Kind.NOT))) {
            return -PLAIN;
        }
        return stands(done, clause.kinds().size(), NOTS) ? 0 : STRONG;
    }

    /** "I see no error" is good, "I see no button" is not. */
    private double lacks() {
        if (wrong && clause.has(Kind.MORE)) {
            return FIRM;
        }
        return stands(Set.of(Kind.LACKS), NEAR, WRONG) ? PRAISE : -STRONG;
    }

    /** The weight of news that something is over, good or bad. */
    private double over() {
        boolean noMore = clause.has(Kind.NO_MORE) || (not && clause.has(Kind.MORE));
        if (noMore && wrong != isWell()) {
            return wrong ? FIRM : -FIRM;
        }
        if (clause.has(Kind.GONE) && wrong) {
            return not || clause.has(Kind.STILL) ? -PLAIN : STRONG;
        }
        if (clause.has(Kind.WITHOUT)) {
            return without();
        }
        return clause.has(Kind.SAME) ? same() : now();
    }

    /** "Without errors" is good, "still without success" is not. */
    private double without() {
        if (stands(Set.of(Kind.WITHOUT), NEAR, WRONG)) {
            return not ? 0 : FIRM;
        }
        return stands(Set.of(Kind.WITHOUT), NEAR, BE_WELL) || clause.has(Kind.STILL)
                ? -FIRM
                : now();
    }

    private double same() {
        if (wrong) {
            return not ? 0 : -STRONG;
        }
        return clause.has(Kind.STILL) || clause.has(Kind.AGAIN) ? -FIRM : now();
    }

    private double now() {
        if (clause.has(Kind.FAILED)) {
            boolean mixed = clause.has(Kind.SOLVED) || clause.has(Kind.GOT);
            return stands(NOTS, NEAR, Set.of(Kind.FAILED)) ? PRAISE : mixed ? -PLAIN / 2 : -PLAIN;
        }
        if (clause.has(Kind.TROUBLE) && !clause.has(Kind.SOLVED) && !clause.has(Kind.PRAISE)) {
            return trouble();
        }
        if (isWell() || clause.has(Kind.PRAISE)) {
            return well();
        }
        boolean again = clause.has(Kind.AGAIN) && !not && NOT_AGAIN.stream().noneMatch(clause::has);
        return (not ? NOT : 0) + (clause.has(Kind.STILL) ? STILL : 0) + (clause.has(Kind.REGRET) ? REGRET : 0)
                + (clause.has(Kind.THANKS) ? THANKS : 0) + (again ? AGAIN : 0);
    }

    private double well() {
        if (not) {
            return -PLAIN;
        }
        boolean mixed = clause.has(Kind.STILL) || clause.has(Kind.NAY);
        return mixed ? 0 : isWell() ? PLAIN : PRAISE;
    }

    private double trouble() {
        boolean back = clause.has(Kind.STILL) || clause.has(Kind.AGAIN) || clause.has(Kind.GOT);
        if (not) {
            return stands(NOTS, 1, Set.of(Kind.TROUBLE)) && !back ? PRAISE : 0;
        }
        return back ? -PLAIN : TROUBLE;
    }

    /** Whether something works, or would without the "not": a machine does what it is for, again or at last. */
    private boolean isWell() {
        boolean back = clause.has(Kind.NOW) || clause.has(Kind.AGAIN) || clause.has(Kind.PRAISE);
        boolean turned = not || clause.has(Kind.NO_MORE);
        return clause.has(Kind.SOLVED) || clause.has(Kind.GOT) || (clause.has(Kind.RUNS) && (turned || back))
                || (clause.has(Kind.CAN) && (turned || (clause.has(Kind.ACTION) && back)))
                || (clause.has(Kind.ACTION) && not && !clause.has(Kind.MORE) && !clause.has(Kind.NO_MORE));
    }

    /** Whether a word of some kinds stands shortly before one of others. */
    private boolean stands(Set<Kind> these, int near, Set<Kind> before) {
        List<Kind> kinds = clause.kinds();
        return IntStream.range(0, kinds.size()).filter(i -> before.contains(kinds.get(i)))
                .anyMatch(i -> kinds.subList(Math.max(0, i - near), i).stream().anyMatch(these::contains));
    }
}
