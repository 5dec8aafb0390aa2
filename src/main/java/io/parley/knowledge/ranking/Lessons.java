package io.parley.knowledge.ranking;

import io.parley.knowledge.faq.IndexedEntry;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * What was learned from the FAQ's own phrasings. Immutable.
 *
 * @param head     tells its entries apart
 * @param spelling knows its words
 */
public record Lessons(Head head, Spelling spelling) {

    /** Creates what is known of a FAQ without entries. */
    public static Lessons none(Predicate<String> isWord) {
        return new Lessons(Head.untrained(), Spelling.of(List.of(), isWord));
    }

    /** Learns everything anew; takes time in proportion to phrasings times entries. */
    public static Lessons of(Collection<IndexedEntry> entries, Predicate<String> isWord) {
        return new Lessons(Head.train(entries), Spelling.of(entries, isWord));
    }

    /** Learns everything anew but what takes long; takes time in proportion to phrasings and to entries. */
    public static Lessons analysed(Collection<IndexedEntry> entries, Predicate<String> isWord) {
        return new Lessons(Head.analysed(entries), Spelling.of(entries, isWord));
    }

    /** Learns these entries as they are now, roughly and at once. */
    public Lessons with(Collection<IndexedEntry> changed) {
        return new Lessons(head.with(changed), spelling);
    }
}
