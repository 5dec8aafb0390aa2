package io.parley.knowledge.faq;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are ways to say the same: those of one intent, those with one answer, and whoever shares with these. An answer
 * that most entries have stands for one that is still to be written, and says nothing of what they mean.
 */
public final class Meanings {

    /** So many entries have one answer for a reason, however small the FAQ is. */
    private static final int FEW = 10;

    /** By entry, another one that means the same, nearer to the one that stands for all; entries that are alone are absent. */
    private final Map<FaqId, FaqId> nearer = new HashMap<>();

    private Meanings() {}

    /** Finds which of these entries mean the same. */
    public static Meanings of(Collection<IndexedEntry> entries) {
        return of(entries, CommonAnswer.of(entries, FEW));
    }

    /** @param common an answer that says nothing of what entries mean */
    public static Meanings of(Collection<IndexedEntry> entries, CommonAnswer common) {
        Meanings meanings = new Meanings();
        Map<String, FaqId> byIntent = new HashMap<>();
        Map<String, FaqId> byAnswer = new HashMap<>();
        for (IndexedEntry indexed : entries) {
            FaqEntry entry = indexed.entry();
            if (!entry.intent().isEmpty()) {
                meanings.join(entry.id(), byIntent.putIfAbsent(entry.intent(), entry.id()));
            }
            if (entry.answer() != null && !common.isOf(entry)) {
                meanings.join(entry.id(), byAnswer.putIfAbsent(entry.answer(), entry.id()));
            }
        }
        return meanings;
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
    public FaqId of(FaqId entry) {
        FaqId at = entry;
        while (nearer.containsKey(at)) {
            at = Objects.requireNonNull(nearer.get(at));
        }
        return at;
    }
}
