package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.knowledge.StarterSearch;
import io.parley.knowledge.faq.FaqId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Follow-ups over the starter FAQ, without a model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowUpTest {

    private Bot bot;

    @BeforeAll
    void open() {
        StarterSearch search = StarterSearch.open();
        bot = Bot.over(search, search::entry);
    }

    @AfterAll
    void close() {
        bot.close();
    }

    @Test
    void understandsWhatAFollowUpLeansOn() {
        assertThat(understood("starter/followups.csv")).isGreaterThanOrEqualTo(19);
    }

    @Test
    void understandsOtherFollowUpsToo() {
        assertThat(understood("answering/followups-own.csv")).isGreaterThanOrEqualTo(51);
    }

    @Test
    void doesNotDragANewQuestionToTheOldTopic() {
        for (NamedCsvRecord pair : pairs("answering/switches.csv")) {
            Answer first = bot.asks(pair.getField("first"));
            Answer second = after(first, pair);
            Answer alone = bot.asks(pair.getField("second"));
            assertThat(best(second).map(FaqId::value).orElse("")).as(pair.getField("second"))
                    .isIn(pair.getField("expected"), best(alone).map(FaqId::value).orElse(""));
        }
    }

    @Test
    void isNotSureOfAFollowUpThatTheFaqDoesNotAnswer() {
        long answered = pairs("answering/followups-unanswerable.csv").stream()
                .filter(pair -> after(bot.asks(pair.getField("first")), pair) instanceof FaqAnswer).count();
        assertThat(answered).isLessThanOrEqualTo(1);
    }

    private long understood(String file) {
        List<NamedCsvRecord> pairs = pairs(file);
        long understood = pairs.stream().filter(this::isUnderstood).count();
        System.out.printf("%s: %d of %d follow-ups get the meant entry first.%n", file, understood, pairs.size());
        return understood;
    }

    private boolean isUnderstood(NamedCsvRecord pair) {
        Answer second = after(bot.asks(pair.getField("first")), pair);
        return List.of(pair.getField("expected").split("\\|")).contains(best(second).map(FaqId::value).orElse("none"));
    }

    private Answer after(Answer first, NamedCsvRecord pair) {
        Exchange said = first.references().isEmpty()
                ? Exchange.offering(first.text(), first.suggestions().stream().map(Suggestion::entry).toList())
                : Exchange.answered(first.text(), first.references().getFirst().entry());
        return bot.asks(pair.getField("second"), Exchange.person(pair.getField("first")), said);
    }

    private static Optional<FaqId> best(Answer answer) {
        return switch (answer) {
            case FaqAnswer faq -> Optional.of(faq.reference().entry());
            case Choices choices -> Optional.of(choices.suggestions().getFirst().entry());
            case ModelAnswer _,Handover _,Notice _ -> Optional.empty();
        };
    }

    private static List<NamedCsvRecord> pairs(String file) {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(Path.of("src/test/resources", file))) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
