package io.parley.knowledge.importing;

import io.parley.knowledge.Manners;
import java.util.List;
import java.util.Set;

/** A kind of file that holds a FAQ. */
public sealed interface FaqFormat permits FaqCsv, BitextCsv, QuestionPairs, IntentsJson, JsonLines, FaqMarkdown {

    /** What it is called in a sentence. */
    String title();

    /** The endings of names that promise it, in lower case and without the dot. */
    Set<String> endings();

    /** Whether the file's text begins as this kind does. */
    boolean fits(FaqFile file);

    /**
     * Reads the whole file.
     *
     * @throws UnreadableFaq when it cannot be taken as a FAQ at all
     */
    Contents read(FaqFile file);

    /**
     * What a file says.
     *
     * @param rows     its entries
     * @param problems what was left out of it, and why
     * @param read     how many rows it has, right or not
     * @param repeated ways to ask in these that say what was said before
     * @param manners  what the FAQ says besides its answers
     */
    record Contents(List<FaqRow> rows, List<ImportReport.Problem> problems, int read, int repeated, Manners manners) {

        public Contents {
            rows = List.copyOf(rows);
            problems = List.copyOf(problems);
        }
    }

    /** What the formats make of a file whose placeholders nobody fills. */
    static Contents contentsOf(FaqFile file) {
        return contentsOf(file, ShopSettings.unknown());
    }

    /**
     * What the formats make of a file.
     *
     * @param shop fills the placeholders of a file that has such
     */
    static Contents contentsOf(FaqFile file, ShopSettings shop) {
        List<FaqFormat> formats = List.of(new BitextCsv(shop), new QuestionPairs(), new FaqCsv(), new JsonLines(),
                new IntentsJson(), new FaqMarkdown());
        FaqFormat format = formats.stream().filter(one -> one.fits(file)).findFirst()
                .orElseThrow(() -> unknown(file));
        if (!format.endings().contains(file.ending())
                && formats.stream().anyMatch(one -> one.endings().contains(file.ending()))) {
            throw new UnreadableFaq(file.name(),
                    "Its name ends in ." + file.ending() + ", but it holds " + format.title() + ".",
                    "Rename it so that it ends in ." + format.endings().stream().sorted().findFirst().orElse("txt")
                            + ", if that is what you mean to import.");
        }
        return format.read(file);
    }

    private static UnreadableFaq unknown(FaqFile file) {
        if (file.text().isBlank()) {
            return new UnreadableFaq(file.name(), "It is empty, so it holds no question.",
                    "Look whether it is the right file.");
        }
        if (file.text().stripLeading().startsWith("<")) {
            return new UnreadableFaq(file.name(), "It is a web page or XML, which holds no table of questions.",
                    "Save the questions as CSV and import that.");
        }
        return new UnreadableFaq(file.name(),
                "Its first line names no column 'question', and it is neither JSON nor Markdown with headings.",
                "The first line of a FAQ CSV is: question,answer,category,keywords.");
    }
}
