package io.parley.desk.faq;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.desk.faq.TextDiff.Fate;
import io.parley.desk.faq.TextDiff.Piece;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {

    @Test
    void saysWhichWordsCameAndWent() {
        assertThat(TextDiff.pieces("Within 30 days of the order.", "Within 14 days of the order, unless worn."))
                .containsExactly(new Piece(Fate.SAME, "Within "), new Piece(Fate.GONE, "30 "),
                        new Piece(Fate.NEW, "14 "), new Piece(Fate.SAME, "days of the "),
                        new Piece(Fate.GONE, "order."), new Piece(Fate.NEW, "order, unless worn."));
        assertThat(TextDiff.pieces("", "All new.")).containsExactly(new Piece(Fate.NEW, "All new."));
        assertThat(TextDiff.pieces("same", "same")).containsExactly(new Piece(Fate.SAME, "same"));
    }

    @Test
    void losesNoLetterOfTheLongestAnswers() {
        String before = words(0, 3_000);
        String after = words(1_500, 4_500);

        assertThat(TextDiff.pieces(before, after).stream().filter(piece -> piece.fate() != Fate.NEW).map(Piece::text)
                .collect(Collectors.joining())).isEqualTo(before);
        assertThat(TextDiff.pieces(before, after).stream().filter(piece -> piece.fate() != Fate.GONE).map(Piece::text)
                .collect(Collectors.joining())).isEqualTo(after);
    }

    private static String words(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
}
