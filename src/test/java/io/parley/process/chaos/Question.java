package io.parley.process.chaos;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A question of the starter FAQ.
 *
 * @param text as its entry has it
 * @param answer how its answer begins; no two answers begin alike
 */
record Question(String text, String answer) {
    private static final int TELLING = 40;

    /** All of them, to be shuffled. */
    static List<Question> all() {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(Path.of("db/faq/starter.csv"))) {
            return new ArrayList<>(rows.stream().map(row -> new Question(row.getField("question"),
                    row.getField("answer").substring(0, TELLING))).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
