package io.parley.learning;

import io.parley.knowledge.faq.FaqId;
import java.util.List;

/**
 * A question and an entry that somebody said something about.
 *
 * @param entry the entry that was the answer, or should have been
 * @param text the question, in the customer's words
 * @param insiders what agents and operators say
 * @param strangers what everybody else says, each voice once
 */
record Pair(FaqId entry, String text, Insiders insiders, List<Voice> strangers) {

    /** The verdicts of agents and operators on a pair: how many that it helped, that it did not, that it is the right one. */
    record Insiders(int helpful, int unhelpful, int named) {
        static final Insiders SILENT = new Insiders(0, 0, 0);
    }

    /** How many say that the answer helped. */
    int helpful() {
        return insiders.helpful + ups();
    }

    /** How many say that it did not. */
    int unhelpful() {
        return insiders.unhelpful + strangers.size() - ups();
    }

    /** How many agents named the entry as the right one. */
    int named() {
        return insiders.named;
    }

    /** Whether more people are for it than against it. */
    boolean isWelcome() {
        return helpful() + named() > unhelpful();
    }

    /** By how many the strangers who are for it outnumber those against it; below 0 when it is the other way round. */
    int strangersLead() {
        return 2 * ups() - strangers.size();
    }

    private int ups() {
        return (int) strangers.stream().filter(Voice::isUp).count();
    }
}
