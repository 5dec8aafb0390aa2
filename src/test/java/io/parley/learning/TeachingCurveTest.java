package io.parley.learning;

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
import io.parley.knowledge.search.Thresholds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a FAQ learns from an agent: twenty of a bank's 77 entries are taken out of it, its customers' questions asked in one
 * order, and an agent names or writes the right answer for what the bot does not answer. An answer is published with the
 * third question for it; what an agent taught is known from the next hundred questions on.
 */
@Tag("bench")
class TeachingCurveTest {
    private static final Path SET = Path.of("../shared/data/eval/banking77-cold-dev");
    private static final int TAKEN_OUT = 20;
    private static final int STEP = 100;
    private static final int SHOWN = 500;
    private static final int WAYS_TO_PUBLISH = 3;
    private static final double MOST_WORSE = 0.01;
    private static final Thresholds THRESHOLDS = new Thresholds(0.5, 0.15, 0.05);

    /** What became of questions. */
    private record Count(int asked, int right, int wrong) {
        private Count and(Count other) {
            return new Count(asked + other.asked, right + other.right, wrong + other.wrong);
        }

        private String line() {
            return "%.3f | %.3f | %.3f".formatted((double) right / asked, (double) wrong / asked,
                    (double) (asked - right - wrong) / asked);
        }
    }

    /** A FAQ that an agent teaches. */
    private static final class Taught {
        private final Map<String, FaqRow> out = new LinkedHashMap<>();
        private final Map<String, FaqRow> rows = new LinkedHashMap<>();
        private final Map<String, List<String>> waiting = new HashMap<>();
        private final Set<String> texts = new HashSet<>();

        private Taught(List<FaqRow> all, Set<String> takenOut) {
            all.forEach(row -> (takenOut.contains(row.id().value()) ? out : rows).put(row.id().value(), row));
        }

        private FaqSearch search() {
            return KnowledgeFixture.searchIn(List.copyOf(rows.values()), Calibration.shipped());
        }

        private void teach(String question, String entry) {
            texts.add(question);
            FaqRow row = rows.get(entry);
            if (row != null) {
                rows.put(entry, with(row, row.question(), Stream.concat(row.alternatives().stream(),
                        Stream.of(question)).toList()));
                return;
            }
            List<String> ways = waiting.computeIfAbsent(entry, id -> new ArrayList<>());
            ways.add(question);
            FaqRow absent = out.get(entry);
            if (absent != null && ways.size() >= WAYS_TO_PUBLISH) {
                rows.put(entry, with(absent, ways.getFirst(), ways.subList(1, ways.size())));
            }
        }

        private static FaqRow with(FaqRow row, String question, List<String> ways) {
            return new FaqRow(row.line(), row.id(), question, row.answer(), row.category(), row.keywords(),
                    List.copyOf(ways), row.negatives(), row.url(), row.owner(), row.reviewBy(), row.language(),
                    row.intent());
        }
    }

    @Test
    void theMoreIsTaughtTheMoreIsAnsweredAndNothingGetsWorse() {
        assumeTrue(Files.exists(SET), "The shared test data is absent, so nothing is taught.");
        List<FaqRow> rows = FaqFormat.contentsOf(FaqFile.read(SET.resolve("faq.csv"))).rows();
        List<TestQuestion> questions = new ArrayList<>(QuestionFile.read(SET.resolve("questions.csv")));
        Collections.shuffle(questions, new Random(1));
        Set<String> takenOut = takenOut(rows);
        for (double wrong : List.of(0.0, 0.1)) {
            Taught faq = new Taught(rows, takenOut);
            FaqSearch first = faq.search();
            curve(faq, questions, wrong, rows);
            List<TestQuestion> untaught = questions.stream().filter(one -> !faq.texts.contains(one.text()))
                    .filter(one -> takenOut.stream().noneMatch(one.expected()::contains)).toList();
            Count before = count(first, untaught);
            Count after = count(faq.search(), untaught);
            System.out.printf("%.0f %% wrong: %d questions for the entries that stayed, none of them taught: %s before,"
                    + " %s after%n", wrong * 100, untaught.size(), before.line(), after.line());
            printWorse(first, faq.search(), untaught);
            assertThat((double) after.right() / after.asked())
                    .isGreaterThanOrEqualTo((double) before.right() / before.asked() - MOST_WORSE);
        }
    }

    /** Names the entries whose questions are answered less often than before. */
    private static void printWorse(FaqSearch before, FaqSearch after, List<TestQuestion> questions) {
        Map<String, List<TestQuestion>> byEntry = new TreeMap<>(
                questions.stream().collect(Collectors.groupingBy(one -> one.expected().iterator().next())));
        byEntry.forEach((entry, asked) -> {
            Count first = count(before, asked);
            Count last = count(after, asked);
            if (last.right() < first.right()) {
                System.out.printf("worse: %s, of %d questions %d right before, %d after; wrong %d, then %d%n", entry,
                        asked.size(), first.right(), last.right(), first.wrong(), last.wrong());
            }
        });
        System.out.printf("entries that stayed: %d%n", byEntry.size());
    }

    private static void curve(Taught faq, List<TestQuestion> questions, double wrong, List<FaqRow> rows) {
        Random random = new Random(2);
        Count shown = new Count(0, 0, 0);
        System.out.println("questions | right | wrong | to an agent");
        for (int from = 0; from < questions.size(); from += STEP) {
            FaqSearch search = faq.search();
            for (TestQuestion one : questions.subList(from, Math.min(from + STEP, questions.size()))) {
                Count count = count(search, List.of(one));
                shown = shown.and(count);
                if (count.right() + count.wrong() == 0) {
                    boolean isWrong = random.nextDouble() < wrong;
                    faq.teach(one.text(), isWrong
                            ? rows.get(random.nextInt(rows.size())).id().value()
                            : one.expected().iterator().next());
                }
                if (shown.asked() == SHOWN) {
                    System.out.printf("to %d | %s%n", from + STEP, shown.line());
                    shown = new Count(0, 0, 0);
                }
            }
        }
    }

    private static Count count(FaqSearch search, List<TestQuestion> questions) {
        int right = 0;
        int wrong = 0;
        for (TestQuestion one : questions) {
            String answer = THRESHOLDS.sure(search.meanings(one.text(), 2)).map(hit -> hit.entry().id().value())
                    .orElse("");
            right += one.expected().contains(answer) ? 1 : 0;
            wrong += answer.isEmpty() || one.expected().contains(answer) ? 0 : 1;
        }
        return new Count(questions.size(), right, wrong);
    }

    private static Set<String> takenOut(List<FaqRow> rows) {
        List<String> ids = new ArrayList<>(rows.stream().map(row -> row.id().value()).distinct().sorted().toList());
        Collections.shuffle(ids, new Random(1));
        return ids.stream().limit(TAKEN_OUT).collect(Collectors.toSet());
    }
}
