package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Phrasing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that the FAQ no longer has are not kept in its index. */
class DeletedWordsTest {
    private static IndexedEntry entry(int number, String question) {
        FaqId id = new FaqId("entry-" + number);
        FaqEntry entry = new FaqEntry(id, question, "Answer " + number, "", "", null, null, null, "en",
                FaqEntry.State.PUBLISHED, 1);
        return new IndexedEntry(entry, List.of(new Phrasing(number, id, Phrasing.Kind.QUESTION, question, null)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 400})
    void anErasedWordIsGoneOnceTheChangeIsLearned(int entries) {
        List<IndexedEntry> all = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            all.add(entry(i, "Where is thing " + i + (i == 1 ? " of quokka" : "")));
        }
        try (FaqIndex index = new FaqIndex(_ -> true)) {
            index.apply(all);
            index.awaitTraining();
            assertThat(HeldWords.has(index, "quokka")).isTrue();

            index.apply(List.of(entry(1, "Where is thing 1")));
            index.awaitTraining();

            assertThat(HeldWords.has(index, "quokka")).isFalse();
            assertThat(HeldWords.has(index, "thing")).isTrue();
        }
    }
}
