package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.Protocol;
import io.parley.fake.model.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** People who try to take the bot over get questions to choose from, or a person. */
class HostileTest {

    private static final Path DATA = Path.of("../shared/data/hostile");
    private static final Pattern EXPECTED = Pattern.compile("'([^']+)'");

    @BeforeEach
    void needsData() {
        assumeTrue(Files.isDirectory(DATA), "The hostile texts are not there, so nothing was tried with them.");
    }

    @Test
    void sendsNothingOfAModelThatObeys() throws IOException {
        List<NamedCsvRecord> prompts = csv("prompt_injections.csv");
        List<NamedCsvRecord> signs = csv("giskard_meta_data.csv");
        try (FakeModels models = FakeModels.start(); Bot bot = Bot.with(models, Protocol.OPENAI)) {
            bot.faq.finds(Faq.DELIVERY, 0.12);
            for (int i = 0; i < prompts.size(); i++) {
                for (String sign : expected(signs.get(i))) {
                    for (String written : List.of(sign + " [1]", "Standard delivery is £4.50 [1]. " + sign,
                            sign + " Standard delivery within the UK is £4.50 [1].")) {
                        models.next(Reply.answers(written, 1));
                        Answer answer = bot.asks(prompts.get(i).getField("prompt"));
                        assertThat(answer.text()).as("prompt %d", i).doesNotContain(sign);
                    }
                }
            }
            assertThat(models.requests()).hasSizeGreaterThan(3 * prompts.size() - 1);
        }
    }

    @Test
    void doesWithoutAModelWhatItAlwaysDoes() throws IOException {
        List<NamedCsvRecord> signs = csv("giskard_meta_data.csv");
        List<NamedCsvRecord> prompts = csv("prompt_injections.csv");
        try (Bot bot = Bot.withoutModel()) {
            bot.faq.finds(Faq.DELIVERY, 0.12);
            for (int i = 0; i < prompts.size(); i++) {
                Answer answer = bot.asks(prompts.get(i).getField("prompt"));
                assertThat(answer).isInstanceOf(Handoff.class);
                assertThat(answer.text()).doesNotContain(expected(signs.get(i)));
            }
        }
    }

    @Test
    void answersEveryOddString() throws IOException {
        String[] strings = JsonMapper.shared().readValue(DATA.resolve("naughty-strings.json").toFile(), String[].class);
        try (FakeModels models = FakeModels.start();
                Bot model = Bot.with(models, Protocol.ANTHROPIC);
                Bot bot = Bot.withoutModel()) {
            model.faq.finds(Faq.DELIVERY, 0.12);
            bot.faq.finds(Faq.DELIVERY, 0.12);
            for (String string : strings) {
                assertThat(bot.asks(string).text()).isNotBlank();
                assertThat(model.asks(string, Exchange.person(string), Exchange.bot(string)).text()).isNotBlank();
            }
        }
    }

    private static List<String> expected(NamedCsvRecord signs) {
        return EXPECTED.matcher(signs.getField("expected_strings")).results().map((MatchResult sign) -> sign.group(1))
                .toList();
    }

    private static List<NamedCsvRecord> csv(String file) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(DATA.resolve("prompt-injections").resolve(file))) {
            return csv.stream().toList();
        }
    }
}
