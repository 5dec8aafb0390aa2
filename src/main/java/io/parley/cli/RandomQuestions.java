package io.parley.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Questions to draw from.
 *
 * @param questions may be none
 */
record RandomQuestions(List<String> questions) {
    static final RandomQuestions NONE = new RandomQuestions(List.of());
    private static final String COLUMN = "question";

    /**
     * Those of a CSV file.
     *
     * @throws UnusableFile when it can't be read or has none
     */
    static RandomQuestions of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UnusableFile(file + ": There is no such file.");
        }
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().allowMissingFields(true).ofNamedCsvRecord(file)) {
            List<String> questions = rows.stream()
                    .flatMap(row -> row.findField(COLUMN).stream())
                    .map(String::strip)
                    .filter(question -> !question.isEmpty())
                    .toList();
            if (questions.isEmpty()) {
                throw new UnusableFile(file + ": There is no column \"" + COLUMN + "\" with questions in it.");
            }
            return new RandomQuestions(questions);
        } catch (IOException | CsvParseException e) {
            throw new UnusableFile(file + ": It can't be read as a CSV file.");
        }
    }

    /** One of them by chance; null when there are none. */
    @Nullable
    String next() {
        return questions.isEmpty() ? null : questions.get(ThreadLocalRandom.current().nextInt(questions.size()));
    }

    /** The file is of no use; the message names it and says why. */
    static final class UnusableFile extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableFile(String message) {
            super(message);
        }
    }
}
