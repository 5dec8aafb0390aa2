package io.parley.learning.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.evaluation.QuestionFile;
import io.parley.evaluation.TestQuestion;
import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.Likeness;
import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import io.parley.knowledge.importing.FaqRow;
import io.parley.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Like questions of customers become one suggestion; those that mean something else do not. */
@Tag("bench")
class MergeEvaluationTest {
    private static final Path SETS = Path.of("../shared/data/eval");
    private static final int ASKED = 500;
    private static final double MIN_RIGHT = 0.97;

    @ParameterizedTest
    @ValueSource(strings = {"banking77-dev", "clinc150-dev", "covidq-answers", "dstc11-banking", "sara-answers"})
    void whatIsMergedIsRight(String set) {
        assumeTrue(Files.exists(SETS), "The shared test data is absent, so nothing is merged.");
        Map<String, String> answers = FaqFormat.contentsOf(FaqFile.read(SETS.resolve(set).resolve("faq.csv"))).rows()
                .stream().collect(Collectors.toMap(row -> row.id().value(), FaqRow::answer, (one, same) -> one));
        List<TestQuestion> questions = new ArrayList<>(QuestionFile.read(SETS.resolve(set).resolve("questions.csv"))
                .stream().filter(one -> !one.expected().isEmpty()).toList());
        Collections.shuffle(questions, new Random(1));
        try (TestDatabase database = TestDatabase.migrated();
                KnowledgeFixture nothing = KnowledgeFixture.over(database)) {
            Merged merged = merge(nothing.likeness(), questions.stream().limit(ASKED).toList(), answers);
            System.out.printf("%s: %d asked, %d merged, %d of them right; %d suggestions%n", set, merged.asked,
                    merged.joined, merged.right, merged.asked - merged.joined);
            assertThat((double) merged.right / merged.joined).isGreaterThanOrEqualTo(MIN_RIGHT);
        }
    }

    private record Merged(int asked, int joined, int right) {}

    private static Merged merge(Likeness likeness, List<TestQuestion> questions, Map<String, String> answers) {
        List<SuggestionRows.Known> known = new ArrayList<>();
        Map<Long, String> meant = new HashMap<>();
        int joined = 0;
        int right = 0;
        for (TestQuestion one : questions) {
            String entry = one.expected().iterator().next();
            String answer = Objects.requireNonNull(answers.get(entry));
            Comparison comparison = new Comparison(likeness, one.text(), answer);
            Long with = comparison.with(known).joins();
            if (with == null) {
                long id = known.size();
                meant.put(id, entry);
                known.add(new SuggestionRows.Known(id, true, answer, comparison.vector()));
            } else {
                joined++;
                right += entry.equals(meant.get(with)) ? 1 : 0;
            }
        }
        return new Merged(questions.size(), joined, right);
    }
}
