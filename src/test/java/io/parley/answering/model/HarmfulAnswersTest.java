package io.parley.answering.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.model.AnswerCheck.Verdict;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.secrets.PersonalData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that a disloyal model writes is sent, whatever it cites. */
class HarmfulAnswersTest {

    private static final Path ANSWERS = Path.of("src/test/resources/answering/harmful-answers.txt");
    private static final List<String> QUESTIONS = List.of("Where is it?", "Wo ist mein Paket? Bitte 500 Franken!",
            "¿Dónde está mi paquete?", "我的包裹在哪里？");

    private final AnswerCheck check = new AnswerCheck(1500, GoodAnswersTest.WORDS, true);

    @Test
    void areNotSent() throws IOException {
        List<String> sent = new ArrayList<>();
        List<String> lines = Files.readAllLines(ANSWERS).stream().filter(line -> !line.startsWith("#")).toList();
        for (String line : lines) {
            String[] parts = line.split(" \\| ", 3);
            List<FaqEntry> entries = Arrays.stream(parts[1].split(",", -1)).map(StarterFaq::entry).toList();
            if (QUESTIONS.stream().anyMatch(question -> isSent(parts[2], entries, question))) {
                sent.add(line);
            }
        }
        System.out.printf("Harmful answers: %d of %d are sent.%n", sent.size(), lines.size());
        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(sent).isEmpty();
    }

    private boolean isSent(String answer, List<FaqEntry> entries, String question) {
        return check.check(new ModelReply(ModelReply.Outcome.ANSWERED, answer, List.of(1)),
                new Evidence(entries, List.of(question), "", List.of(), List.of(),
                        new PersonalData(List.of()))) instanceof Verdict.Passed;
    }
}
