package io.parley.knowledge;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are ways to say the same: those of one intent, those with one answer, and whoever shares with these. An answer
 * that most entries have stands for one that is still to be written, and says nothing of what they mean.
 */
final class Meanings {

    /** So many entries have one answer for a reason, however small the FAQ is. */
    private static final int FEW = 10;

    /** By entry, another one that means the same, nearer to the one that stands for all; entries that are alone are absent. */
    private final Map<FaqId, FaqId> nearer = new HashMap<>();

    private Meanings() {}

    static Meanings of(Collection<IndexedEntry> entries) {
        return of(entries, placeholder(entries));
    }

    /** As they are when the answer that most entries have says nothing, however few have it. */
    static Meanings of(Collection<IndexedEntry> entries, CommonAnswer common) {
        return of(entries, common.text());
    }

    private static Meanings of(Collection<IndexedEntry> entries, @Nullable String placeholder) {
        Meanings meanings = new Meanings();
        Map<String, FaqId> byIntent = new HashMap<>();
        Map<String, FaqId> byAnswer = new HashMap<>();
        for (IndexedEntry indexed : entries) {
            FaqEntry entry = indexed.entry();
            if (!entry.intent().isEmpty()) {
                meanings.join(entry.id(), byIntent.putIfAbsent(entry.intent(), entry.id()));
            }
            if (entry.answer() != null && !entry.answer().equals(placeholder)) {
                meanings.join(entry.id(), byAnswer.putIfAbsent(entry.answer(), entry.id()));
            }
        }
        return meanings;
    }

    private static @Nullable String placeholder(Collection<IndexedEntry> entries) {
        Map<String, Integer> frequencies = new HashMap<>();
        for (IndexedEntry indexed : entries) {
            String answer = indexed.entry().answer();
            if (answer != null && frequencies.merge(answer, 1, Integer::sum) > Math.max(FEW, entries.size() / 2)) {
                return answer;
            }
        }
        return null;
    }

    private void join(FaqId entry, @Nullable FaqId same) {
        if (same != null) {
            FaqId one = of(entry);
            FaqId other = of(same);
            if (!one.equals(other)) {
                boolean isFirst = one.value().compareTo(other.value()) < 0;
                nearer.put(isFirst ? other : one, isFirst ? one : other);
            }
        }
    }

    /** The entry that stands for all that mean the same: the one with the least id. */
    FaqId of(FaqId entry) {
        FaqId at = entry;
        while (nearer.containsKey(at)) {
            at = Objects.requireNonNull(nearer.get(at));
        }
        return at;
    }
}
