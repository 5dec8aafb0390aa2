package io.parley.answering;

import io.parley.answering.words.Words;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The topic of the conversation when a question comes.
 *
 * @param question the question that named it, in the customer's words, or the FAQ's where the customer only pointed at it
 * @param entry    the FAQ entry that was answered with, if one was
 */
record Topic(String question, @Nullable FaqEntry entry) {

    private static final int KEYWORDS = 3;

    /** The words that customers use most for an entry, or nothing when it names none. */
    static String keywords(@Nullable FaqEntry entry) {
        return entry == null
                ? ""
                : Words.of(entry.keywords()).stream().limit(KEYWORDS).collect(Collectors.joining(" "));
    }

    /**
     * The topic that the earlier messages leave.
     *
     * @param entries     looks an entry up
     * @param namesNothing whether a text says nothing of its topic: small talk, a number, a question that leans itself
     */
    static Optional<Topic> of(List<Exchange> history, Function<FaqId, Optional<FaqEntry>> entries,
            Predicate<String> namesNothing) {
        FaqEntry entry = null;
        for (Exchange message : history.reversed()) {
            if (entry == null && message.entry() != null) {
                entry = entries.apply(message.entry()).orElse(null);
            }
            if (message.who() == Exchange.Who.PERSON) {
                if (!namesNothing.test(message.text())) {
                    return Optional.of(new Topic(message.text(), entry));
                }
                if (entry != null) {
                    return Optional.of(new Topic(entry.question(), entry));
                }
            }
        }
        return Optional.ofNullable(entry).map(answered -> new Topic(answered.question(), answered));
    }
}
