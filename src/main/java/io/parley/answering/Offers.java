package io.parley.answering;

import io.parley.knowledge.FaqId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The choices that were offered since the bot answered last.
 *
 * @param open     those that stand unanswered right above the question; empty when something else stands there
 * @param all      every offer, newest first
 * @param rejected how many of them the person rejected
 */
record Offers(List<FaqId> open, List<List<FaqId>> all, int rejected) {

    Offers {
        open = List.copyOf(open);
        all = List.copyOf(all);
    }

    static Offers in(List<Exchange> history, ChoiceReply replies) {
        List<List<FaqId>> all = new ArrayList<>();
        int rejected = 0;
        boolean rejection = false;
        for (Exchange exchange : history.reversed()) {
            if (exchange.entry() != null || exchange.who() == Exchange.Who.AGENT) {
                break;
            }
            if (!exchange.offered().isEmpty()) {
                all.add(exchange.offered());
                rejected += rejection ? 1 : 0;
            }
            rejection = exchange.who() == Exchange.Who.PERSON ? replies.rejects(exchange.text()) : rejection;
        }
        return new Offers(history.isEmpty() ? List.of() : history.getLast().offered(), all, rejected);
    }

    /** How often an entry was offered. */
    long timesOffered(FaqId entry) {
        return all.stream().filter(offer -> offer.contains(entry)).count();
    }

    /** Everything that was offered and rejected, as far as all offers were. */
    Set<FaqId> rejectedEntries() {
        Set<FaqId> entries = new HashSet<>();
        if (rejected == all.size()) {
            all.forEach(entries::addAll);
        }
        return entries;
    }
}
