package io.parley.knowledge.faq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** An answer that most entries have. */
class CommonAnswerTest {

    private static IndexedEntry entry(String id, String answer) {
        return new IndexedEntry(new FaqEntry(new FaqId(id), id + "?", answer, "", "", null, null, null, "en",
                FaqEntry.State.PUBLISHED, 1), List.of());
    }

    @Test
    void isThatOfMoreThanHalfOfThem() {
        List<IndexedEntry> entries = List.of(entry("a", "Ask us."), entry("b", "Ask us."), entry("c", "At nine."));

        CommonAnswer common = CommonAnswer.of(entries);

        assertThat(entries).filteredOn(one -> common.isOf(one.entry())).extracting(one -> one.entry().id().value())
                .containsExactly("a", "b");
    }

    @Test
    void isNoneWhereHalfOfThemHaveIt() {
        List<IndexedEntry> entries = List.of(entry("a", "Ask us."), entry("b", "Ask us."), entry("c", "At nine."),
                entry("d", "At ten."));

        assertThat(entries).noneMatch(one -> CommonAnswer.of(entries).isOf(one.entry()));
    }

    @Test
    void isNoneInAFaqOfOneEntry() {
        IndexedEntry only = entry("a", "At nine.");

        assertThat(CommonAnswer.of(List.of(only)).isOf(only.entry())).isFalse();
    }
}
