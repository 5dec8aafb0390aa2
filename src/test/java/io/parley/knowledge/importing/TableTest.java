package io.parley.knowledge.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No row of a table vanishes: what is not taken is a problem with its line. */
class TableTest {

    private static final String PAIRS = "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n";

    private static FaqFormat.Contents read(String name, String text) {
        return FaqFormat.contentsOf(FaqFile.of(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> questions(FaqFormat.Contents contents) {
        return contents.rows().stream().map(FaqRow::question).toList();
    }

    @Test
    void takesAStrayMarkInATableWithTabsAsACharacter() {
        StringBuilder text = new StringBuilder(PAIRS);
        for (int row = 0; row < 40; row++) {
            String mark = row == 7 || row == 31 ? "\"" : "";
            text.append(row + "\t1\t2\t" + mark + "What is " + row + "?\tWhere is " + row + "?\t0\n");
        }

        FaqFormat.Contents contents = read("pairs.tsv", text.toString());

        assertThat(contents.problems()).isEmpty();
        assertThat(contents.read()).isEqualTo(40);
        assertThat(questions(contents)).hasSize(80).contains("\"What is 7?", "\"What is 31?", "What is 20?");
    }

    @Test
    void takesWhatIsSaidInMarksAtTheBeginOrTheEndOfACell() {
        FaqFormat.Contents contents = read("pairs.tsv", PAIRS + """
                0\t1\t2\t"Yes" or "no"?\tWho said "never"\t0
                1\t1\t2\t"To be\tor "not to be"\t0
                2\t1\t2\t"What does ""it"" mean, here?"\t"Two
                lines?"\t0
                3\t1\t2\t""Twice""?\t"All"\t0
                """);

        assertThat(contents.problems()).isEmpty();
        assertThat(questions(contents)).containsExactly("\"Yes\" or \"no\"?", "Who said \"never\"", "\"To be",
                "or \"not to be\"", "What does \"it\" mean, here?", "Two\nlines?", "\"\"Twice\"\"?", "All");
    }

    @Test
    void namesTheRowOfAStrayMarkInATableWithCommas() {
        FaqFormat.Contents contents = read("faq.csv", """
                question,answer,category
                "First?,yes,a
                Second?,"yes
                and no",a
                "Third?,yes,a
                Fourth?,a "word",a
                "Fifth?,yes,a
                Sixth is 12",yes,a
                "Seventh?" ,"yes, it is",a
                """);

        assertThat(questions(contents)).containsExactly("Second?", "Fourth?", "Sixth is 12\"", "Seventh?");
        assertThat(contents.problems()).extracting(ImportReport.Problem::line).containsExactly(2L, 5L, 7L);
        assertThat(contents.problems()).extracting(ImportReport.Problem::reason)
                .allMatch(reason -> reason.contains("quotation mark"));
    }

    @Test
    void keepsLinesAndCommasOfAnAnswerInMarks() {
        FaqFormat.Contents contents = read("faq.csv",
                "question,answer\r\nOpen?,\"Yes.\r\nBut closed, on Sundays.\"\r\n\r\n\"Tea, too?\",Yes.");

        assertThat(contents.problems()).isEmpty();
        assertThat(contents.rows()).extracting(FaqRow::answer)
                .containsExactly("Yes.\r\nBut closed, on Sundays.", "Yes.");
        assertThat(contents.rows()).extracting(FaqRow::line).containsExactly(2L, 5L);
    }

    @Test
    void accountsForEachRowWhateverMarksThereAre() {
        for (long seed = 1; seed <= 200; seed++) {
            accountsForEachRow(new Random(seed));
        }
    }

    private static void accountsForEachRow(Random random) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            String tail = row % 17 == 0 ? "" : "\t" + random.nextInt(2);
            rows.add(row + "\t1\t2\t" + question(random) + "\t" + question(random) + tail);
        }

        FaqFormat.Contents contents = read("pairs.tsv", PAIRS + String.join("\n", rows));

        assertThat(contents.read()).isEqualTo(60);
        int ways = contents.rows().stream().mapToInt(FaqRow::ways).sum();
        assertThat(ways + contents.repeated()).isEqualTo(2 * (60 - contents.problems().size()));
        assertThat(contents.problems()).hasSize(4);
    }

    /** Marks at the begin, within and at the end by chance, but never such as would quote a cell with a tab in it rightly. */
    private static String question(Random random) {
        return mark(random) + "Is it " + random.nextInt(40) + mark(random) + " or " + mark(random) + "that?"
                + mark(random);
    }

    private static String mark(Random random) {
        return random.nextInt(4) == 0 ? "\"" : "";
    }
}
