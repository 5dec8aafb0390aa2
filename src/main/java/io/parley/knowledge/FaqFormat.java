package io.parley.knowledge;

import java.util.List;

/** A kind of file that holds a FAQ. */
sealed interface FaqFormat permits FaqCsv {

    /** Whether the file is of this kind, judged by its name and its first lines. */
    boolean fits(FaqFile file);

    /**
     * Reads the whole file.
     *
     * @throws UnreadableFaq when it cannot be taken as a FAQ at all
     */
    Contents read(FaqFile file);

    /** The rows that are right and the problems of those that are not. */
    record Contents(List<FaqRow> rows, List<ImportReport.Problem> problems) {

        public Contents {
            rows = List.copyOf(rows);
            problems = List.copyOf(problems);
        }
    }

    /** What the formats make of a file. */
    static Contents contentsOf(FaqFile file) {
        List<FaqFormat> formats = List.of(new FaqCsv());
        return formats.stream().filter(format -> format.fits(file)).findFirst()
                .orElseThrow(() -> new UnreadableFaq(file.name(), "Its first line names no column 'question'.",
                        "The first line of a FAQ CSV is: question,answer,category,keywords."))
                .read(file);
    }
}
