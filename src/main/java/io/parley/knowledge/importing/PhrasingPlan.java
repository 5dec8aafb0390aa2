package io.parley.knowledge.importing;

import io.parley.knowledge.Chunks;
import io.parley.knowledge.FaqEntry;
import io.parley.knowledge.FaqId;
import io.parley.knowledge.FaqPhrasings;
import io.parley.knowledge.NamedThing;
import io.parley.knowledge.Phrasing;
import io.parley.knowledge.TextKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to happen to an entry's phrasings so that they are those of its row.
 *
 * @param missing    phrasings to add
 * @param superfluous numbers of phrasings to remove
 */
public record PhrasingPlan(List<FaqPhrasings.New> missing, List<Long> superfluous) {

    boolean isEmpty() {
        return missing.isEmpty() && superfluous.isEmpty();
    }

    /** Compares the phrasings that an entry's row asks for with those that are stored; learned ones stay. */
    public static PhrasingPlan of(FaqEntry entry, FaqRow row, List<FaqPhrasings.Stored> stored, Chunks chunks) {
        Map<TextKey, FaqPhrasings.New> wanted = wanted(entry, row, chunks);
        List<Long> superfluous = new ArrayList<>();
        for (FaqPhrasings.Stored phrasing : stored.stream().filter(one -> !one.kind().isLearned()).toList()) {
            FaqPhrasings.New same = wanted.get(phrasing.key());
            if (phrasing.origin() == FaqPhrasings.Origin.LEARNED || isAsStored(same, phrasing)) {
                wanted.remove(phrasing.key());
            } else {
                superfluous.add(phrasing.id());
            }
        }
        return new PhrasingPlan(List.copyOf(wanted.values()), superfluous);
    }

    private static boolean isAsStored(FaqPhrasings.@org.jspecify.annotations.Nullable New wanted,
            FaqPhrasings.Stored stored) {
        return wanted != null && wanted.kind() == stored.kind() && wanted.text().equals(stored.text());
    }

    /**
     * Every text once: as the question before another phrasing, as that before a negative or a piece of the answer. The
     * answer is there by itself and after its question, without which it often does not say what it is about.
     */
    private static Map<TextKey, FaqPhrasings.New> wanted(FaqEntry entry, FaqRow row, Chunks chunks) {
        Map<TextKey, FaqPhrasings.New> wanted = new LinkedHashMap<>();
        put(wanted, entry.id(), Phrasing.Kind.QUESTION, List.of(entry.question()), chunks);
        put(wanted, entry.id(), Phrasing.Kind.ALTERNATIVE, row.alternatives(), chunks);
        put(wanted, entry.id(), Phrasing.Kind.NEGATIVE, row.negatives(), chunks);
        if (entry.answer() != null) {
            String answer = NamedThing.usual(entry.answer());
            put(wanted, entry.id(), Phrasing.Kind.ANSWER, List.of(entry.question() + "\n" + answer, answer), chunks);
        }
        return wanted;
    }

    private static void put(Map<TextKey, FaqPhrasings.New> wanted, FaqId entry, Phrasing.Kind kind,
            List<String> texts, Chunks chunks) {
        for (String text : texts) {
            for (String piece : chunks.of(text)) {
                wanted.putIfAbsent(TextKey.of(piece),
                        new FaqPhrasings.New(entry, kind, FaqPhrasings.Origin.FILE, piece));
            }
        }
    }
}
