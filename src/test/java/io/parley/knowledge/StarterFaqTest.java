package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** How well the starter FAQ is found by people who do not know its wording, and left alone by those it cannot help. */
class StarterFaqTest {

    private static final Path QUESTIONS = Path.of("src/test/resources/starter");
    private static final Thresholds THRESHOLDS = new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("parley.confidence", Thresholds.class);
    private static final Search search = new FaqTrials(KnowledgeFixture.EMBEDDER,
            new Chunks(KnowledgeFixture.EMBEDDER.wordPieces()), Calibration.shipped())
            .of(Path.of("db/faq/starter.csv"), ImportListener.SILENT).search();

    private static List<NamedCsvRecord> rows(String file) {
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(QUESTIONS.resolve(file))) {
            csv.forEach(rows::add);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return rows;
    }

    private static boolean isAnswered(Hit first) {
        return first.isAnswerable() && first.confidence().atLeast(THRESHOLDS.answer());
    }

    @Test
    void findsWhatRephrasedQuestionsAskFor() {
        List<NamedCsvRecord> rows = rows("rephrased.csv");
        int right = 0;
        int answered = 0;
        int wronglyAnswered = 0;
        for (NamedCsvRecord row : rows) {
            Hit first = search.search(row.getField("question"), 1).getFirst();
            boolean isRight = Set.of(row.getField("expected").split("\\|")).contains(first.entry().id().value());
            right += isRight && first.confidence().atLeast(THRESHOLDS.choices()) ? 1 : 0;
            answered += isAnswered(first) && isRight ? 1 : 0;
            wronglyAnswered += isAnswered(first) && !isRight ? 1 : 0;
        }
        System.out.printf("Starter FAQ, rephrased: %d of %d right as answer or first choice, %d answered, %d wrongly%n",
                right, rows.size(), answered, wronglyAnswered);
        assertThat(right).isGreaterThanOrEqualTo(rows.size() * 54 / 60);
    }

    @Test
    void leavesQuestionsThatItCannotAnswer() {
        List<NamedCsvRecord> rows = rows("unanswerable.csv");
        long left = rows.stream().map(row -> search.search(row.getField("question"), 1).getFirst())
                .filter(first -> !isAnswered(first)).count();
        System.out.printf("Starter FAQ, unanswerable: %d of %d left without a FAQ answer%n", left, rows.size());
        assertThat(left).isGreaterThanOrEqualTo(rows.size() * 45 / 50);
    }

    @Test
    void anEntryThatSaysWhatNoOtherSaysStandsForItselfAlone() {
        for (NamedCsvRecord row : rows("rephrased.csv")) {
            List<Hit> entries = search.search(row.getField("question"), Search.MAX_HITS);
            List<Hit> meanings = search.meanings(row.getField("question"), Search.MAX_HITS);

            assertThat(meanings).extracting(Hit::entry).containsExactlyElementsOf(
                    entries.stream().map(Hit::entry).toList());
            assertThat(meanings).extracting(Hit::confidence).containsExactlyElementsOf(
                    entries.stream().map(Hit::confidence).toList());
        }
    }

    @Test
    void answersDespiteTypos() {
        Hit first = search.search("how do i resett my pasword", 1).getFirst();

        assertThat(first.entry().id().value()).isEqualTo("reset-password");
        assertThat(isAnswered(first)).isTrue();
    }
}
