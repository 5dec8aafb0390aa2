package io.parley.answering.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.model.AnswerCheck.Verdict;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.secrets.PersonalData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules hold in each language in which the model may write. */
class AnswersInLanguagesTest {

    private static final Path ANSWERS = Path.of("src/test/resources/answering/answers-in-languages.txt");
    private static final int LANGUAGES = 8;

    private final AnswerCheck check = new AnswerCheck(1500, GoodAnswersTest.WORDS, true);

    @Test
    void passOnlyWhatTheirEntrySays() throws IOException {
        List<FaqEntry> entries = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(ANSWERS)) {
            if (line.startsWith("+ ") || line.startsWith("- ")) {
                Verdict verdict = verdict(line.substring(2), entries.getLast());
                if (line.startsWith("+ ") != verdict instanceof Verdict.Passed) {
                    wrong.add(line + " " + verdict);
                }
            } else if (!line.startsWith("#")) {
                entries.add(entry(line.split(" \\| ", -1)));
            }
        }
        assertThat(entries).hasSize(LANGUAGES);
        assertThat(wrong).isEmpty();
    }

    private Verdict verdict(String answer, FaqEntry entry) {
        return check.check(new ModelReply(ModelReply.Outcome.ANSWERED, answer, List.of()),
                new Evidence(List.of(entry), List.of("?"), "", List.of(), List.of(),
                        new PersonalData(List.of())));
    }

    private static FaqEntry entry(String[] parts) {
        return new FaqEntry(new FaqId("cancel"), parts[1], parts[2], "", "", null, null, null, parts[0],
                FaqEntry.State.PUBLISHED, 1);
    }
}
