package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.evaluation.QuestionFile;
import io.parley.evaluation.TestQuestion;
import io.parley.knowledge.FileSearch;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.importing.FilledText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A FAQ that nobody wrote for this project and whose entries say the same four things over and over. */
class AlikeEntriesTest {

    private static final Path DATA = Path.of("../shared/data");
    private static final Path FAQ = DATA.resolve("seeds/bitext_orders.csv");
    /** The same rows under the ids that the questions name. */
    private static final Path BY_ID = DATA.resolve("eval/zoomcamp-orders/faq.csv");
    private static final Path QUESTIONS = DATA.resolve("seeds/bitext_orders_ground_truth.csv");
    /** Which of the 1,667 questions are asked: each fourth. */
    private static final int EACH = 4;
    private static final double RIGHT = 0.6;
    private static final double WRONG = 0.1;

    @Test
    void answersWhatManyEntriesSayAndSeldomAnythingElse() {
        assumeTrue(Files.exists(FAQ), "The shared test data is absent, so 418 entries of four intents are not asked.");
        FileSearch faq = FileSearch.of(FAQ);
        try (Bot bot = Bot.over(faq, faq::entry)) {
            assertThat(bot.asks("how do I cancel my order")).isInstanceOfSatisfying(FaqAnswer.class,
                    answer -> assertThat(intent(faq, answer.reference().entry())).isEqualTo("cancel_order"));

            Map<String, String> intents = intents(faq);
            List<TestQuestion> all = QuestionFile.read(QUESTIONS);
            List<TestQuestion> questions = IntStream.range(0, all.size()).filter(i -> i % EACH == 0)
                    .mapToObj(all::get).toList();
            int right = 0;
            int wrong = 0;
            for (TestQuestion question : questions) {
                String expected = Objects.requireNonNull(intents.get(question.expected().iterator().next()));
                if (bot.asks(question.text()) instanceof FaqAnswer answer) {
                    boolean isRight = intent(faq, answer.reference().entry()).equals(expected);
                    right += isRight ? 1 : 0;
                    wrong += isRight ? 0 : 1;
                }
            }
            System.out.printf("418 entries of four intents: of %d questions %.3f answered by the right intent, %.3f by"
                    + " another%n", questions.size(), (double) right / questions.size(),
                    (double) wrong / questions.size());
            assertThat(right).isGreaterThanOrEqualTo((int) (RIGHT * questions.size()));
            assertThat(wrong).isLessThanOrEqualTo((int) (WRONG * questions.size()));
        }
    }

    private static String intent(FileSearch faq, FaqId id) {
        return faq.entry(id).map(FaqEntry::intent).orElseThrow();
    }

    /** The intent of each row that the questions name, by the row's id. */
    private static Map<String, String> intents(FileSearch faq) {
        Map<String, String> byQuestion = new HashMap<>();
        faq.entries().forEach(entry -> byQuestion.put(entry.question(), entry.intent()));
        return FileSearch.entriesOf(BY_ID).stream()
                .collect(Collectors.toMap(entry -> entry.id().value(),
                        entry -> Objects.requireNonNull(byQuestion.get(FilledText.of(entry.question())))));
    }
}
