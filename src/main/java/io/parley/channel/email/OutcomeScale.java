package io.parley.channel.email;

import io.parley.channel.email.OutcomeLexicon.Clause;
import io.parley.channel.email.OutcomeLexicon.Kind;
import java.util.List;
import java.util.Set;

/**
 * Weighs the clauses of a letter for and against. Clauses before a "but", or before their contrary, weigh less; a yes does not
 * outweigh what is wrong, and says nothing where the writer only agrees to have tried.
 */
final class OutcomeScale {
    private static final double YES = 2.5;
    private static final double NO = -3;
    private static final double STRONG = 3;
    private static final double PLAIN = 2;
    private static final double PRAISE = 1.5;
    private static final double NOT = -1.5;
    private static final double STILL = -1.2;
    private static final double REGRET = -0.8;
    private static final double TROUBLE = -0.7;
    private static final double THANKS = 0.3;
    /** A clause that weighs less turns nothing round. */
    private static final double NOTABLE = 1.5;
    private static final double BEFORE = 0.4;
    private static final double BEHIND_BUT = 1.5;
    private static final Set<Kind> BESIDE_NO = Set.of(Kind.NO, Kind.UNKNOWN, Kind.NEUTRAL, Kind.THANKS, Kind.REGRET);
    private static final int MOST_BESIDE_NO = 2;

    private double before;
    private double told;
    private double answer;
    private double last;
    private boolean turned;
    private boolean denied;
    private boolean tried;
    private boolean later;
    private boolean asks;

    /** Takes a question, which weighs nothing. */
    void addQuestion() {
        asks = true;
    }

    /** Puts a clause on the scale. */
    void add(Clause clause) {
        if (clause.but() && !turned) {
            turned = true;
            before = told;
            told = 0;
        }
        tried |= clause.has(Kind.TRIED);
        asks |= clause.has(Kind.ASKS);
        later |= clause.has(Kind.LATER);
        Kind opening = opening(clause);
        addAnswer(clause, opening);
        addTold(weight(clause, opening), opening == Kind.UNKNOWN);
        denied = opening == Kind.NO;
    }

    /** A "no" right before "no further questions" answers that. */
    private void addAnswer(Clause clause, Kind opening) {
        if (opening != Kind.UNKNOWN) {
            answer = opening == Kind.YES ? YES : NO;
            last = answer;
        } else if (denied && clause.has(Kind.DONE)) {
            answer = 0;
        }
    }

    private void addTold(double weight, boolean contrary) {
        if (Math.abs(weight) >= NOTABLE) {
            told = contrary && last * weight < 0 && Math.abs(weight) >= PLAIN ? told * BEFORE : told;
            last = weight;
        }
        told += weight;
    }

    /** The weight of all: above 0 it helped, below it did not. */
    double weight() {
        double all = turned ? before * BEFORE + told * BEHIND_BUT : told;
        boolean agrees = answer > 0 && (all < 0 || (tried && all < NOTABLE));
        return agrees ? all + (tried ? 0 : answer / 2) : all + answer;
    }

    boolean endsWell() {
        return last > 0;
    }

    boolean endsBadly() {
        return last < 0;
    }

    /** Whether the writer has not found out yet. */
    boolean isLater() {
        return later;
    }

    /** Whether something is asked or wished for. */
    boolean asks() {
        return asks;
    }

    /** The yes or no that a clause begins with; else unknown. */
    private static Kind opening(Clause clause) {
        for (Kind kind : clause.kinds()) {
            if (kind == Kind.YES || (kind == Kind.NO && isBareNo(clause))) {
                return kind;
            }
            if (kind != Kind.NEUTRAL && kind != Kind.THANKS && kind != Kind.REGRET) {
                return Kind.UNKNOWN;
            }
        }
        return Kind.UNKNOWN;
    }

    /** Whether a no is all that a clause says; else it turns round the rest, as in "no parcel" and "no funciona". */
    private static boolean isBareNo(Clause clause) {
        List<Kind> kinds = clause.kinds();
        return BESIDE_NO.containsAll(kinds)
                && kinds.stream().filter(kind -> kind == Kind.UNKNOWN).count() <= MOST_BESIDE_NO;
    }

    private static double weight(Clause clause, Kind opening) {
        boolean not = clause.has(Kind.NOT) || (clause.has(Kind.NO) && opening != Kind.NO);
        if (clause.has(Kind.ASIDE)) {
            return 0;
        }
        if (clause.has(Kind.NO_USE) || clause.has(Kind.DONE)) {
            return clause.has(Kind.NO_USE) ? -STRONG : STRONG;
        }
        if (clause.has(Kind.FAILED)) {
            return isNotFailed(clause) ? NOTABLE : clause.has(Kind.SOLVED) ? -PLAIN / 2 : -PLAIN;
        }
        if (clause.has(Kind.SOLVED) || clause.has(Kind.PRAISE)) {
            return not ? -PLAIN : clause.has(Kind.STILL) ? 0 : clause.has(Kind.SOLVED) ? PLAIN : PRAISE;
        }
        if (clause.has(Kind.TROUBLE)) {
            return not ? 0 : TROUBLE;
        }
        return (not ? NOT : 0) + (clause.has(Kind.STILL) ? STILL : 0) + (clause.has(Kind.REGRET) ? REGRET : 0)
                + (clause.has(Kind.THANKS) ? THANKS : 0);
    }

    /** Whether a "not" stands right before what is wrong. */
    private static boolean isNotFailed(Clause clause) {
        int failed = clause.kinds().indexOf(Kind.FAILED);
        return clause.kinds().subList(Math.max(0, failed - 2), failed).stream()
                .anyMatch(kind -> kind == Kind.NOT || kind == Kind.NO);
    }
}
