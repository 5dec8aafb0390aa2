package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.YamlTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people tell of how a matter came out, in eight languages. */
class OutcomesTest {
    private static final Path REPLIES = Path.of("src/test/resources/email/outcomes.tsv");

    private final Outcomes outcomes = new Outcomes(new YamlTexts("email/outcomes.yaml"),
            new YamlTexts("email/verdicts.yaml"));

    private String told(String text) {
        return told(text, "Ann Reed");
    }

    private String told(String text, String name) {
        return outcomes.of(text, name).map(said -> said == VerdictWords.Said.HELPED ? "up" : "down").orElse("none");
    }

    @Test
    void turnsNothingRoundAndMissesLittle() throws IOException {
        List<String[]> replies = Files.readAllLines(REPLIES).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t")).toList();
        List<String[]> missed = replies.stream().filter(reply -> !told(reply[2]).equals(reply[0])).toList();
        missed.forEach(reply -> System.out.printf("wanted %s, got %s: %s%n", reply[0], told(reply[2]), reply[2]));
        assertThat(missed).noneMatch(reply -> !reply[0].equals("none") && !told(reply[2]).equals("none"));
        assertThat(missed).hasSizeLessThan(replies.size() / 15);
    }

    @Test
    void hearsNoAndYesInWhatMeansTheContrary() {
        assertThat(told("No problems any more, it charges again.")).isEqualTo("up");
        assertThat(told("No need to look into it, the second browser worked.")).isEqualTo("up");
        assertThat(told("Nein, keine weiteren Fragen, das Paket ist angekommen.")).isEqualTo("up");
        assertThat(told("Yes, I have tried that already and it is just as dead.")).isEqualTo("down");
        assertThat(told("Oui, je l'ai fait hier, mais le code est encore refusé.")).isEqualTo("down");
    }

    @Test
    void weighsWhatStandsBehindABut() {
        assertThat(told("I had my doubts, but it works now.")).isEqualTo("up");
        assertThat(told("Thanks, it printed once, but now the page is blank.")).isEqualTo("down");
    }

    @Test
    void saysNothingOfQuestionsAndOfWhatIsToCome() {
        assertThat(told("It works. How do I change my address?")).isEqualTo("none");
        assertThat(told("I will try that tonight.")).isEqualTo("none");
        assertThat(told("My order number is 4711.")).isEqualTo("none");
    }

    @Test
    void readsNoFurtherThanTheLeave() {
        assertThat(told("The page stays blank.\n\nKind regards\nYes Works Ltd.")).isEqualTo("down");
        assertThat(told("The page stays blank.\n\nIna\n\nYes, it works!", "Ina Holm")).isEqualTo("down");
    }

    @Test
    void readsNothingLong() {
        assertThat(outcomes.of("It works now. ".repeat(200), "")).isEqualTo(Optional.empty());
    }
}
