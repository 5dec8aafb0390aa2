package io.parley.knowledge;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.knowledge.faq.NormalText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sentences that people wrote, from the shared test data, as many as a large FAQ has. */
public final class RealQuestions {

    private static final Path DATA = Path.of("../shared/data");

    private RealQuestions() {}

    /** Whether there are any. */
    public static boolean arePresent() {
        return Files.exists(DATA);
    }

    /**
     * This many different questions. Where there are not enough, two sentences are put together, as impatient people
     * do.
     *
     * @param most as many as are wanted
     */
    public static List<String> distinct(int most) {
        Map<String, String> questions = new LinkedHashMap<>();
        files().forEach(file -> read(file, questions));
        List<String> single = List.copyOf(questions.values());
        for (int step = 1; questions.size() < most; step++) {
            for (int i = 0; i < single.size() && questions.size() < most; i++) {
                put(questions, single.get(i) + " " + single.get((i * 7 + step * 1_009) % single.size()));
            }
        }
        return questions.values().stream().limit(most).toList();
    }

    /** A file of question pairs with this many rows over as many questions; every second row's are duplicates. */
    public static Path pairs(Path folder, int rows) throws IOException {
        return pairs(folder, distinct(rows));
    }

    /** The same over these questions. */
    public static Path pairs(Path folder, List<String> questions) throws IOException {
        int rows = questions.size();
        List<String> lines = new ArrayList<>(List.of("id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate"));
        for (int i = 0; i < rows; i++) {
            boolean isDuplicate = i % 2 == 0;
            int other = (isDuplicate ? i + 1 : i + 2) % rows;
            lines.add(String.join("\t", "" + i, "" + i, "" + other, quoted(questions.get(i)),
                    quoted(questions.get(other)), isDuplicate ? "1" : "0"));
        }
        return Files.write(folder.resolve("pairs-" + rows + ".tsv"), lines);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static Stream<Path> files() {
        return Stream.of("bitext/bitext_8k.csv", "eval/banking77-dev/faq.csv", "eval/banking77-dev/questions.csv",
                "eval/clinc150-dev/faq.csv", "eval/clinc150-dev/questions.csv").map(DATA::resolve);
    }

    private static void read(Path file, Map<String, String> questions) {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows.stream().flatMap(row -> Stream.of("utterance", "question", "alternatives").map(row::findField)
                    .flatMap(java.util.Optional::stream)).flatMap(String::lines)
                    .filter(text -> text.strip().length() > 1).forEach(text -> put(questions, text.strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Map<String, String> questions, String text) {
        questions.putIfAbsent(NormalText.of(text), text);
    }
}
