package io.parley.answering.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.model.AnswerCheck.Verdict;
import io.parley.answering.words.AnswerWords;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.secrets.PersonalData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;

/** Answers that a model wrote faithfully from its entries are sent, all but a few. */
class GoodAnswersTest {

    private static final Path ANSWERS = Path.of("src/test/resources/answering/good-answers.txt");
    private static final int MOST_STOPPED = 5;

    static final AnswerWords WORDS = AnswerWords
            .read(new DefaultResourceLoader().getResource("classpath:prompts/checks.yaml"));

    @Test
    void areSent() throws IOException {
        AnswerCheck check = new AnswerCheck(1500, WORDS, true);
        List<String> stopped = new ArrayList<>();
        List<String> lines = Files.readAllLines(ANSWERS).stream().filter(line -> !line.startsWith("#")).toList();
        for (String line : lines) {
            String[] parts = line.split(" \\| ", 2);
            List<FaqEntry> entries = Arrays.stream(parts[0].split(",", -1)).map(StarterFaq::entry).toList();
            if (check.check(new ModelReply(ModelReply.Outcome.ANSWERED, parts[1], List.of()),
                    new Evidence(entries, List.of("?"), "", List.of(),
                            List.of("https://fernandkiln.example"),
                            new PersonalData(List.of()))) instanceof Verdict.Refused(var problem)) {
                stopped.add(problem + ": " + line);
            }
        }
        System.out.printf("Good answers: %d of %d are stopped.%n", stopped.size(), lines.size());
        assertThat(lines).hasSizeGreaterThanOrEqualTo(100);
        assertThat(stopped).hasSizeLessThanOrEqualTo(MOST_STOPPED);
    }
}
