package io.parley.knowledge.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Phrasing;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    private final Spelling spelling = Spelling.of(List.of(entry("How do I reset my password?"),
            entry("Where is my delivery address?"), entry("Can I return a damaged ceramic planter?")),
            KnowledgeFixture.EMBEDDER.wordPieces()::isWord);

    private static IndexedEntry entry(String question) {
        FaqId id = FaqId.derivedFrom(question);
        FaqEntry entry = new FaqEntry(id, question, "Yes.", "", "", null, null, null, "en", FaqEntry.State.PUBLISHED,
                1);
        return new IndexedEntry(entry, List.of(new Phrasing(1, id, Phrasing.Kind.QUESTION, question, null)));
    }

    @Test
    void mendsSlipsTowardsTheWordsOfTheFaq() {
        assertThat(spelling.mended("how do i resett my pasword")).isEqualTo("how do i reset my password");
        assertThat(spelling.mended("delievry adress?!")).isEqualTo("delivery address?!");
        assertThat(spelling.mended("Damagd ceramc")).isEqualTo("damaged ceramic");
    }

    @Test
    void leavesRealWordsAlone() {
        assertThat(spelling.mended("I restored a passport, plants and addresses")).isEqualTo(
                "I restored a passport, plants and addresses");
    }

    @Test
    void writesAbbreviationsOut() {
        assertThat(spelling.mended("pls send u my pw")).isEqualTo("please send you my password");
    }

    @Test
    void countsMissingAddedChangedAndSwappedLetters() {
        assertThat(Spelling.slips("parcel", "parcel")).isZero();
        assertThat(Spelling.slips("parcl", "parcel")).isEqualTo(1);
        assertThat(Spelling.slips("pracel", "parcel")).isEqualTo(1);
        assertThat(Spelling.slips("parsell", "parcel")).isEqualTo(2);
    }
}
