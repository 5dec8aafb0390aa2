package io.parley.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.KnowledgeFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunksTest {

    private final WordPieces wordPieces = KnowledgeFixture.EMBEDDER.wordPieces();
    private final Chunks chunks = new Chunks(wordPieces);

    @Test
    void leavesAShortTextWhole() {
        assertThat(chunks.of("  Where is my parcel?  ")).containsExactly("Where is my parcel?");
    }

    @Test
    void makesNothingOfBlankText() {
        assertThat(chunks.of(" \n\t ")).isEmpty();
        assertThat(chunks.of("")).isEmpty();
    }

    @Test
    void cutsWhereSentencesEndAndFitsTheModel() {
        String text = "We ship every parcel on the day of the order if it arrives before noon. ".repeat(30);

        List<String> pieces = chunks.of(text);

        assertThat(pieces).hasSizeGreaterThan(3).allSatisfy(piece -> {
            assertThat(wordPieces.count(piece)).isLessThanOrEqualTo(WordPieces.FITS);
            assertThat(piece).endsWith(".");
        });
    }

    @Test
    void takesTwoShortEndsOfALongText() {
        String text = "First sentence of them all. " + "We ship every parcel on the day of the order. ".repeat(30)
                + "Last sentence of them all.";

        assertThat(chunks.ends(text)).hasSize(2)
                .allSatisfy(end -> assertThat(wordPieces.count(end)).isLessThanOrEqualTo(Chunks.END_SIZE))
                .satisfies(ends -> assertThat(ends.getFirst()).startsWith("First sentence"))
                .satisfies(ends -> assertThat(ends.getLast()).endsWith("Last sentence of them all."));
    }

    @Test
    void takesATextThatFitsWhole() {
        assertThat(chunks.ends("word ".repeat(Chunks.SIZE))).containsExactly("word ".repeat(Chunks.SIZE).strip());
        assertThat(chunks.ends(" ")).isEmpty();
    }

    @Test
    void losesNoWord() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 900; i++) {
            text.append("w").append(i).append(i % 40 == 39 ? ". " : " ");
        }

        String joined = String.join(" ", chunks.of(text.toString()));

        for (int i = 0; i < 900; i++) {
            assertThat(joined).contains("w" + i);
        }
    }

    @Test
    void cutsTextWithoutAnySpaces() {
        for (String letter : List.of("x", "漢", "😀", "/", "é")) {
            assertThat(chunks.of(letter.repeat(3_000))).isNotEmpty()
                    .allSatisfy(piece -> assertThat(wordPieces.count(piece)).isLessThanOrEqualTo(WordPieces.FITS));
        }
    }
}
