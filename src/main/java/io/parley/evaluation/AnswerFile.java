package io.parley.evaluation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A CSV in UTF-8 with the columns question, answer and context; the context is what the answer
 * rests on, and may be empty.
 *
 * @param answers those that can be judged
 * @param problems what is wrong with the other lines, each with its number
 */
public record AnswerFile(List<Answer> answers, List<String> problems) {
    private static final List<String> COLUMNS = List.of("question", "answer", "context");
    private static final String HEADER = "The first line of a file of answers is: question,answer,context.";

    public AnswerFile {
        answers = List.copyOf(answers);
        problems = List.copyOf(problems);
    }

    /**
     * A line of the file.
     *
     * @param line where it begins
     */
    public record Answer(long line, String question, String answer, String context) {}

    /**
     * Reads a file.
     *
     * @throws UnreadableQuestions when it is no such file, or holds no line
     */
    public static AnswerFile read(Path file) {
        List<Answer> answers = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().allowMissingFields(true).allowExtraFields(true)
                .ofNamedCsvRecord(QuestionFile.text(file))) {
            for (NamedCsvRecord row : csv) {
                checkColumns(file, row);
                String at = "line " + row.getStartingLineNumber() + ": ";
                problem(row).ifPresentOrElse(problem -> problems.add(at + problem), () -> answers.add(answer(row)));
            }
        } catch (CsvParseException e) {
            throw new UnreadableQuestions(file, "It is no well-formed CSV: " + e.getMessage(),
                    "Look for a quotation mark that is not closed.");
        } catch (IOException e) {
            throw new UnreadableQuestions(file, "It cannot be read.", "Check that this user may read it.");
        }
        if (answers.isEmpty() && problems.isEmpty()) {
            throw new UnreadableQuestions(file, "It holds no answer.", HEADER);
        }
        return new AnswerFile(answers, problems);
    }

    private static Answer answer(NamedCsvRecord row) {
        return new Answer(row.getStartingLineNumber(), cell(row, "question"), cell(row, "answer"),
                cell(row, "context"));
    }

    private static void checkColumns(Path file, NamedCsvRecord row) {
        for (String column : COLUMNS) {
            if (!row.getHeader().contains(column)) {
                throw new UnreadableQuestions(file, "Its first line names no column '" + column + "'.", HEADER);
            }
        }
    }

    private static Optional<String> problem(NamedCsvRecord row) {
        if (row.getFieldCount() != row.getHeader().size()) {
            return Optional.of("has " + row.getFieldCount() + " cells where the first line has "
                    + row.getHeader().size() + "; a cell with a comma or a line break needs quotation marks");
        }
        return Stream.of("question", "answer").filter(column -> cell(row, column).isEmpty()).findFirst()
                .map(column -> "has no " + column);
    }

    private static String cell(NamedCsvRecord row, String column) {
        return row.findField(column).orElse("").strip();
    }
}
