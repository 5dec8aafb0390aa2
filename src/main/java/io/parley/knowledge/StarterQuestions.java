package io.parley.knowledge;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Phrasing;
import io.parley.knowledge.search.FaqIndex;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Questions of the FAQ in use with which a visitor can begin: short ones with an answer, each of another category, those first
 * for which the FAQ knows the most ways to ask. They are chosen from memory, once in ten seconds.
 */
public final class StarterQuestions {

    private static final int MOST = 3;
    private static final int LONGEST = 60;
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final Duration NONE_KEPT = Duration.ofSeconds(1);

    private final FaqIndex index;
    private Chosen chosen = new Chosen(List.of(), System.nanoTime() - NONE_KEPT.toNanos());

    StarterQuestions(FaqIndex index) {
        this.index = index;
    }

    /** What was chosen, and when. */
    private record Chosen(List<String> questions, long atNanos) {

        boolean isFresh(long now) {
            return now - atNanos < (questions.isEmpty() ? NONE_KEPT : KEPT).toNanos();
        }
    }

    /** Three at most; none as long as nothing can be answered. */
    public synchronized List<String> questions() {
        long now = System.nanoTime();
        if (!chosen.isFresh(now)) {
            chosen = new Chosen(of(index.entries()), now);
        }
        return chosen.questions;
    }

    /** A question, and for how many ways to ask it stands. */
    private record Fit(FaqEntry entry, long ways) {}

    private static List<String> of(Map<FaqId, IndexedEntry> entries) {
        List<Fit> best = entries.values().stream().filter(StarterQuestions::isFit)
                .map(one -> new Fit(one.entry(), one.phrasings().stream().filter(Phrasing::asks).count()))
                .sorted(Comparator.comparingLong((Fit one) -> -one.ways)
                        .thenComparing(one -> one.entry.id().value()))
                .toList();
        Set<String> categories = new HashSet<>();
        List<Fit> different = best.stream().filter(one -> categories.add(one.entry.category())).limit(MOST).toList();
        return (different.size() == MOST ? different : best).stream().limit(MOST).map(one -> one.entry.question())
                .toList();
    }

    private static boolean isFit(IndexedEntry one) {
        return one.entry().state() == FaqEntry.State.PUBLISHED && one.entry().question().length() <= LONGEST
                && one.entry().question().indexOf('\n') < 0;
    }
}
