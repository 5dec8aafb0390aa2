package io.parley.knowledge.search;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.IndexedEntry;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * This instance's copy of the FAQ, in two: what the bot answers with, and what nobody has answered yet. The second is for
 * those who look around, so that no number of open questions changes an answer. What learning suggests is in neither.
 */
public final class FaqIndexes implements AutoCloseable {

    private final FaqIndex answers;
    private final FaqIndex unanswered;

    /**
     * @param isWord whether a lower-case word needs no correction, whatever the FAQ holds
     */
    public FaqIndexes(Predicate<String> isWord) {
        answers = new FaqIndex(isWord);
        unanswered = new FaqIndex(isWord);
    }

    /** Published entries. */
    public FaqIndex answers() {
        return answers;
    }

    /** Drafts. */
    public FaqIndex unanswered() {
        return unanswered;
    }

    /** Puts the entries as they are now in the place of what was known of them. */
    void apply(Collection<IndexedEntry> changed) {
        apply(changed, FaqEntry.State.PUBLISHED, answers);
        apply(changed, FaqEntry.State.DRAFT, unanswered);
    }

    private static void apply(Collection<IndexedEntry> changed, FaqEntry.State held, FaqIndex index) {
        List<IndexedEntry> concerned = changed.stream()
                .filter(one -> one.entry().state() == held || index.entries().containsKey(one.entry().id()))
                .map(one -> one.entry().state() == held ? one : new IndexedEntry(one.entry(), List.of())).toList();
        if (!concerned.isEmpty()) {
            index.apply(concerned);
        }
    }

    /** Forgets everything else. */
    void replaceAll(Collection<IndexedEntry> all) {
        answers.replaceAll(in(all, FaqEntry.State.PUBLISHED));
        unanswered.replaceAll(in(all, FaqEntry.State.DRAFT));
    }

    private static List<IndexedEntry> in(Collection<IndexedEntry> all, FaqEntry.State state) {
        return all.stream().filter(one -> one.entry().state() == state).toList();
    }

    @Override
    public void close() {
        answers.close();
        unanswered.close();
    }
}
