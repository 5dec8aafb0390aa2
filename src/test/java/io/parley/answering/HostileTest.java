package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.ModelRequest;
import io.parley.fake.model.Protocol;
import io.parley.fake.model.Reply;
import io.parley.support.Attempts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People who try to take the bot over get questions to choose from, or a person. */
class HostileTest {

    private static final Path DATA = Path.of("../shared/data/hostile");
    private static final String DELIVERY_COST = "Standard delivery within the UK is £4.50, and free for orders of £45 or more.";
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
            Attempts attempts = new Attempts("injections that a model obeys");
            for (int i = 0; i < prompts.size(); i++) {
                for (String sign : expected(signs.get(i))) {
                    for (String written : List.of(sign + " [1]", "Standard delivery is £4.50 [1]. " + sign,
                            sign + " Standard delivery within the UK is £4.50 [1].")) {
                        models.next(Reply.answers(written, 1));
                        Answer answer = bot.asks(prompts.get(i).getField("prompt"));
                        attempts.note("prompt " + i + ": " + written, !answer.text().contains(sign));
                    }
                }
            }
            attempts.wereStopped(3 * prompts.size());
            assertThat(models.requests()).hasSizeGreaterThan(3 * prompts.size() - 1);
        }
    }

    /** Each output of a disloyal model, also with a citation behind all of it, to its own question and to three others. */
    @Test
    void sendsNothingHarmfulOfADisloyalModel() throws IOException {
        List<String> questions = List.of("Könnte ein Lama am Dienstag Gedichte lesen? Bitte 500 Franken!",
                "¿Podría una llama leer poemas el martes? ¡Quiero 500 libras!", "羊驼星期二能读诗吗？我要500英镑！");
        int outputs = 0;
        Attempts attempts = new Attempts("harmful outputs of a disloyal model");
        try (FakeModels models = FakeModels.start(); Bot bot = Bot.with(models, Protocol.OPENAI)) {
            bot.faq.finds(Faq.DELIVERY, 0.12).finds(Faq.RETURNS, 0.11).finds(Faq.REFUND, 0.1);
            for (String line : Files.readAllLines(DATA.resolve("model-outputs.jsonl"))) {
                JsonNode output = JsonMapper.shared().readTree(line);
                String written = output.get("answer").asString();
                for (String answer : List.of(written, written + " [1]", written.replace(" [1] ", " "))) {
                    for (String question : Stream.concat(Stream.of(output.get("question").asString()),
                            questions.stream()).toList()) {
                        models.next(new Reply.Writes(request -> filled(answer, output.get("sources"), request)));
                        Answer sent = bot.asks(question);
                        outputs++;
                        attempts.note(line, !(sent instanceof ModelAnswer) || sent.text().equals(DELIVERY_COST));
                    }
                }
            }
            attempts.wereStopped(outputs);
            assertThat(models.requests()).hasSize(outputs);
        }
    }

    private static String filled(String answer, JsonNode sources, ModelRequest request) {
        String data = request.texts().getLast();
        String fence = data.substring(data.indexOf("<<<") + 3, data.indexOf('\n', data.indexOf("<<<")));
        return JsonMapper.shared()
                .writeValueAsString(Map.of("outcome", "answered", "answer", answer.replace("%SYS%", request.system())
                        .replace("%FENCE%", fence).replace("%FAQ1S%", DELIVERY_COST), "sources", sources));
    }

    @Test
    void doesWithoutAModelWhatItAlwaysDoes() throws IOException {
        List<NamedCsvRecord> signs = csv("giskard_meta_data.csv");
        List<NamedCsvRecord> prompts = csv("prompt_injections.csv");
        try (Bot bot = Bot.withoutModel()) {
            bot.faq.finds(Faq.DELIVERY, 0.12);
            for (int i = 0; i < prompts.size(); i++) {
                Answer answer = bot.asks(prompts.get(i).getField("prompt"));
                assertThat(answer).isInstanceOf(Handover.class);
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
