package io.parley.channel.email.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.email.message.QuoteMarks;
import io.parley.channel.email.message.ReplyText;
import io.parley.channel.text.YamlTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What people say of an answer, as they type it. */
class VerdictWordsTest {
    private static final Path REPLIES = Path.of("src/test/resources/email/verdicts.tsv");

    private static final ReplyText reply = new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml")));
    private static final VerdictWords verdicts = new VerdictWords(YamlTexts.of("email/verdicts.yaml"));

    @TestFactory
    Stream<DynamicTest> knowsWhatIsSaidOfAnAnswer() throws IOException {
        return Files.readAllLines(REPLIES).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", 2)).map(line -> DynamicTest.dynamicTest(line[1], () -> assertThat(
                        said(line[1].replace("\\n", "\n"))).isEqualTo(line[0])));
    }

    private String said(String text) {
        return verdicts.of(reply.of(text), "Ann Reed", true).map(said -> switch (said) {
            case HELPED -> "up";
            case DID_NOT_HELP -> "down";
            case THANKS -> "nothing";
            case UNSUBSCRIBE -> "off";
        }).orElseGet(() -> "question" + verdicts.told(reply.of(text), "Ann Reed")
                .map(said -> said == VerdictWords.Said.HELPED ? ", up" : ", down").orElse(""));
    }
}
