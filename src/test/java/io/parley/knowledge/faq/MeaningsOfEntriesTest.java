package io.parley.knowledge.faq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which entries mean the same. */
class MeaningsOfEntriesTest {

    private static IndexedEntry entry(String id, String answer, String intent) {
        return new IndexedEntry(new FaqEntry(new FaqId(id), id + "?", answer, "", "", null, null, null, "en",
                FaqEntry.State.PUBLISHED, 1, intent), List.of());
    }

    private static String meaning(Meanings meanings, String id) {
        return meanings.of(new FaqId(id)).value();
    }

    @Test
    void thoseOfOneIntentOrWithOneAnswerAndWhoeverSharesWithThese() {
        Meanings meanings = Meanings.of(List.of(entry("d", "Yes.", "x"), entry("b", "No.", "x"), entry("c", "No.", ""),
                entry("a", "Perhaps.", ""), entry("e", "Never.", "y")));

        assertThat(Stream.of("b", "c", "d").map(id -> meaning(meanings, id))).containsOnly("b");
        assertThat(meaning(meanings, "a")).isEqualTo("a");
        assertThat(meaning(meanings, "e")).isEqualTo("e");
    }

    @Test
    void anAnswerThatMostEntriesHaveIsNoneYet() {
        Meanings meanings = Meanings.of(IntStream.range(0, 30).mapToObj(i -> entry("e" + i, "To be written.", ""))
                .toList());
        assertThat(meaning(meanings, "e29")).isEqualTo("e29");

        Meanings few = Meanings.of(IntStream.range(0, 30)
                .mapToObj(i -> entry("e" + i, i < 5 ? "Ring us." : "Answer " + i, "")).toList());
        assertThat(meaning(few, "e4")).isEqualTo("e0");
    }
}
