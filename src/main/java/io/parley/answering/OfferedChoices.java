package io.parley.answering;

import io.parley.knowledge.faq.FaqId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The choices that were offered since the bot answered last.
 *
 * @param open     those that stand unanswered above the question, with nothing but small talk between; empty when something
 *                 else stands there
 * @param all      every offer, newest first
 * @param rejected how many of them the person rejected
 */
record OfferedChoices(List<FaqId> open, List<List<FaqId>> all, int rejected) {

    OfferedChoices {
        open = List.copyOf(open);
        all = List.copyOf(all);
    }

    /**
     * The offers that a history leaves.
     *
     * @param isSmallTalk whether a text asks nothing, so that choices stay open across it
     */
    static OfferedChoices in(List<Exchange> history, ChoiceReply replies, Predicate<String> isSmallTalk) {
        List<List<FaqId>> all = new ArrayList<>();
        int rejected = 0;
        String said = "";
        for (Exchange exchange : history.reversed()) {
            if (exchange.entry() != null || exchange.who() == Exchange.Who.AGENT) {
                break;
            }
            if (!exchange.offered().isEmpty() && !isRepeated(exchange.offered(), all, said, replies)) {
                all.add(exchange.offered());
                rejected += replies.rejects(said) ? 1 : 0;
            }
            said = exchange.who() == Exchange.Who.PERSON ? exchange.text() : said;
        }
        return new OfferedChoices(open(history, isSmallTalk), all, rejected);
    }

    /** Whether the same stands below once more, after an answer that was none. */
    private static boolean isRepeated(List<FaqId> offered, List<List<FaqId>> below, String said, ChoiceReply replies) {
        return !below.isEmpty() && below.getLast().equals(offered) && replies.isUnclear(said, offered.size());
    }

    private static List<FaqId> open(List<Exchange> history, Predicate<String> isSmallTalk) {
        int last = history.size() - 1;
        while (last > 0 && isNotice(history.get(last)) && history.get(last - 1).who() == Exchange.Who.PERSON
                && isSmallTalk.test(history.get(last - 1).text())) {
            last -= 2;
        }
        return last < 0 ? List.of() : history.get(last).offered();
    }

    private static boolean isNotice(Exchange exchange) {
        return exchange.who() == Exchange.Who.BOT && exchange.entry() == null && exchange.offered().isEmpty();
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
