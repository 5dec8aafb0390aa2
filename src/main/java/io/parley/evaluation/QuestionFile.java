package io.parley.evaluation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.evaluation.UnreadableQuestions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A CSV of questions in UTF-8 with the columns {@code question} and {@code expected}, which others call {@code document}: the
 * id of the entry that answers it, several of them separated by {@code |}, or nothing when no entry does.
 */
public final class QuestionFile {

    private static final long MAX_BYTES = 64L << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final List<String> EXPECTED = List.of("expected", "document");
    private static final String HEADER = "The first line of a question file is: question,expected.";

    private QuestionFile() {}

    /**
     * Reads a file; rows without a question are left out.
     *
     * @throws UnreadableQuestions when it holds no questions
     */
    public static List<TestQuestion> read(Path file) {
        List<TestQuestion> questions = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().allowMissingFields(true).allowExtraFields(true)
                .ofNamedCsvRecord(text(file))) {
            for (NamedCsvRecord row : csv) {
                take(file, row, questions);
            }
        } catch (CsvParseException e) {
            throw new UnreadableQuestions(file, "It is no well-formed CSV: " + e.getMessage(),
                    "Look for a quotation mark that is not closed.");
        } catch (IOException e) {
            throw new UnreadableQuestions(file, "It cannot be read.", "Check that this user may read it.");
        }
        if (questions.isEmpty()) {
            throw new UnreadableQuestions(file, "It holds no question.", HEADER);
        }
        return questions;
    }

    static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UnreadableQuestions(file, Files.exists(file) ? "It is not a file." : "There is no such file.",
                    "Check the path.");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new UnreadableQuestions(file, "It has more than " + (MAX_BYTES >> 20) + " MB.",
                    "Take fewer questions.");
        }
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableQuestions(file, "It is not UTF-8 text.", "Save it as \"CSV UTF-8\".");
        }
    }

    private static void take(Path file, NamedCsvRecord row, List<TestQuestion> questions) {
        String question = row.findField(column(file, row, List.of("question"))).orElse("").strip();
        String expected = column(file, row, EXPECTED);
        if (!question.isEmpty()) {
            questions.add(new TestQuestion(question, ids(row.findField(expected).orElse(""))));
        }
    }

    private static String column(Path file, NamedCsvRecord row, List<String> names) {
        return names.stream().filter(row.getHeader()::contains).findFirst().orElseThrow(() -> new UnreadableQuestions(
                file, "Its first line names no column '" + names.getFirst() + "'.", HEADER));
    }

    private static Set<String> ids(String cell) {
        return Arrays.stream(cell.split("\\|")).map(String::strip).filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }
}
