package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.importing.ImportReport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The summary of an import. */
class ImportSummaryTest {

    private static ImportReport report(int entries, int drafts, boolean canAnswer, int problems) {
        List<ImportReport.Problem> left = IntStream.range(0, problems)
                .mapToObj(line -> new ImportReport.Problem(line + 2, "has no question")).toList();
        return new ImportReport("faq.csv", entries + problems, entries, 0, entries, 0, 0, drafts, 0, 0, canAnswer,
                left);
    }

    @Test
    void saysNothingOfDraftsWhereThereAreNone() {
        assertThat(ImportSummary.lines(report(2, 0, true, 0), 20)).containsExactly(
                "faq.csv: 2 entries with 2 ways to ask: 2 new, 0 changed, 0 as before.",
                "Of 2 rows, 0 were left out; 0 questions said again what was there.");
    }

    @Test
    void saysThatTheBotCanAnswerNothingAndWhatToDo() {
        assertThat(ImportSummary.lines(report(27, 27, false, 0), 20))
                .anyMatch(line -> line.startsWith("27 entries are"))
                .last().asString().startsWith("The bot can answer nothing now").contains("question and answer");
    }

    @Test
    void namesSomeOfTheRowsThatWereLeftOutAndCountsTheOthers() {
        assertThat(ImportSummary.lines(report(1, 0, true, 143), 20)).hasSize(2 + 1 + 20 + 1)
                .contains("Of 144 rows, 143 were left out; 0 questions said again what was there.",
                        "  line 2: has no question")
                .endsWith("  and 123 more; --most 143 lists all");
    }
}
