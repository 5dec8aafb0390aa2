package io.parley.channel.email.verdict;

import io.parley.channel.email.verdict.OutcomeLexicon.Clause;
import io.parley.channel.email.verdict.OutcomeLexicon.Kind;
import java.util.List;
import java.util.Set;

/**
 * Weighs the clauses of a letter for and against. Clauses before a "but", or before their contrary, weigh less; a yes does not
 * outweigh what is wrong, and says nothing where the writer only agrees to have tried.
 */
final class OutcomeScale {
    private static final double YES = 2.5;
    private static final double NO = -3;
    /** The share of a yes that is left where what follows it is bad. */
    private static final double AGREED = 0.1;
    private static final double PLAIN = 2;
    /** A clause that weighs less turns nothing round. */
    private static final double NOTABLE = 1.5;
    private static final double BEFORE = 0.4;
    private static final double BEHIND_BUT = 1.5;
    private static final Set<Kind> BESIDE_NO = Set.of(Kind.NO, Kind.NAY, Kind.UNKNOWN, Kind.GRAMMAR, Kind.NEUTRAL,
            Kind.THANKS, Kind.REGRET);
    private static final int MOST_BESIDE_NO = 2;

    private double before;
    private double told;
    private double answer;
    private double last;
    private boolean turned;
    private boolean denied;
    private boolean tried;
    private boolean later;
    private boolean away;
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
        away |= clause.has(Kind.AWAY);
        Kind opening = opening(clause);
        addAnswer(clause, opening);
        addTold(ClauseWeight.of(clause, opening), opening == Kind.UNKNOWN);
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
        return agrees ? all + (tried ? 0 : answer * AGREED) : all + answer;
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

    /** Whether an absent person's mail program may have written it. */
    boolean isAway() {
        return away;
    }

    /** Whether something is asked or wished for. */
    boolean asks() {
        return asks;
    }

    /** The yes or no that a clause begins with; else unknown. */
    private static Kind opening(Clause clause) {
        for (Kind kind : clause.kinds()) {
            if (kind == Kind.YES) {
                return kind;
            }
            if ((kind == Kind.NO || kind == Kind.NAY) && isBareNo(clause)) {
                return Kind.NO;
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
                && kinds.stream().filter(kind -> kind == Kind.UNKNOWN || kind == Kind.GRAMMAR)
                        .count() <= MOST_BESIDE_NO;
    }
}
