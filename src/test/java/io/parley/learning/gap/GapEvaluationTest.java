package io.parley.learning.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.evaluation.QuestionFile;
import io.parley.evaluation.TestQuestion;
import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import io.parley.knowledge.importing.FaqRow;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.FaqSearch;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Thresholds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a FAQ lacks shows as gaps: twenty of a bank's 77 intents are taken out of it, and its customers' questions asked. */
@Tag("bench")
class GapEvaluationTest {
    private static final Path SET = Path.of("../shared/data/eval/banking77-dev");
    private static final int TAKEN_OUT = 20;
    private static final int MIN_FOUND = 15;
    private static final int MIN_FOUND_SILENT = 10;
    private static final double MIN_PURITY = 0.75;
    private static final Thresholds THRESHOLDS = new Thresholds(0.5, 0.15, 0.05);

    /** A question with the intent that it has. */
    private record Asked(String intent, float[] vector, boolean isAnswered, boolean isRight) {}

    @Test
    void mostOfWhatIsTakenOutShowsAsAGap() {
        assumeTrue(Files.exists(SET), "The shared test data is absent, so no FAQ is cut down.");
        List<FaqRow> rows = FaqFormat.contentsOf(FaqFile.read(SET.resolve("faq.csv"))).rows();
        List<TestQuestion> questions = QuestionFile.read(SET.resolve("questions.csv"));
        for (long seed = 1; seed <= 3; seed++) {
            Set<String> out = takenOut(rows, seed);
            List<FaqRow> left = rows.stream().filter(row -> !out.contains(row.id().value())).toList();
            List<Asked> asked = asked(left, questions);
            int silent = found(asked.stream().filter(one -> !one.isAnswered()).toList(), out);
            int voted = found(asked.stream().filter(one -> !one.isRight()).toList(), out);
            System.out.printf("Seed %d: of %d intents %d are found by questions without an answer,"
                    + " %d when wrong answers get a thumb down, too%n", seed, TAKEN_OUT, silent, voted);
            assertThat(silent).isGreaterThanOrEqualTo(MIN_FOUND_SILENT);
            assertThat(voted).isGreaterThanOrEqualTo(MIN_FOUND);
        }
    }

    private static Set<String> takenOut(List<FaqRow> rows, long seed) {
        List<String> ids = new ArrayList<>(
                rows.stream().map(row -> row.id().value()).distinct().sorted().toList());
        Collections.shuffle(ids, new Random(seed));
        return new HashSet<>(ids.subList(0, TAKEN_OUT));
    }

    private static List<Asked> asked(List<FaqRow> rows, List<TestQuestion> questions) {
        FaqSearch search = KnowledgeFixture.searchIn(rows, Calibration.shipped());
        return questions.stream().map(one -> {
            Optional<Hit> answer = THRESHOLDS.sure(search.meanings(one.text(), 2));
            return new Asked(one.expected().stream().findFirst().orElse(""),
                    KnowledgeFixture.EMBEDDER.embed(one.text()), answer.isPresent(),
                    answer.filter(hit -> one.expected().contains(hit.entry().id().value())).isPresent());
        }).toList();
    }

    /** How many of the intents that were taken out are most of a gap. */
    private static int found(List<Asked> asked, Set<String> out) {
        return (int) groups(asked).stream().flatMap(group -> pure(group).stream()).filter(out::contains).distinct()
                .count();
    }

    private static List<List<Asked>> groups(List<Asked> asked) {
        return AverageLinkage.groups(asked.stream().map(Asked::vector).toList(),
                IntStream.range(0, asked.size()).mapToObj(List::of).toList(), GapGroups.ALIKE).stream()
                .filter(group -> group.size() >= Gap.MIN_LARGE)
                .map(group -> group.stream().map(asked::get).toList()).toList();
    }

    /** The intent that most of a group has, if these are enough of it. */
    private static Set<String> pure(List<Asked> group) {
        return group.stream().collect(Collectors.groupingBy(Asked::intent, Collectors.counting())).entrySet()
                .stream().filter(intent -> intent.getValue() >= MIN_PURITY * group.size()).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
