package io.parley.channel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.channel.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bot's texts say the same in every language. */
class TranslationTest {
    /** The texts that agents read, in English. */
    private static final Set<String> FOR_AGENTS = Set.of("tickets.yaml/waiting", "tickets.yaml/somebody",
            "tickets.yaml/reached-at", "tickets.yaml/unverified", "tickets.yaml/again", "tickets.yaml/has-it",
            "tickets.yaml/nobody-has-it", "tickets.yaml/went-on", "tickets.yaml/taken-back", "tickets.yaml/taken-by",
            "tickets.yaml/resolved-by", "slack/texts.yaml/agent-take", "slack/texts.yaml/agent-hand-back",
            "slack/texts.yaml/agent-resolve", "slack/texts.yaml/agent-open-desk", "slack/texts.yaml/agent-send",
            "slack/texts.yaml/agent-take-over", "slack/texts.yaml/agent-keep", "slack/texts.yaml/agent-teach",
            "tickets.yaml/given-back", "tickets.yaml/open-again",
            "tickets.yaml/overdue", "tickets.yaml/how-to-reply",
            "email/texts.yaml/unverified-unchecked", "email/texts.yaml/unverified-undecided",
            "email/texts.yaml/unverified-failed", "email/texts.yaml/unverified-form",
            "email/texts.yaml/unverified-elsewhere");

    static Stream<Object[]> translations() {
        return Stream
                .of("texts.yaml", "conversation.yaml", "tickets.yaml", "corrections.yaml", "email/texts.yaml",
                        "telegram/texts.yaml",
                        "telegram/commands.yaml", "slack/texts.yaml", "privacy.yaml")
                .flatMap(file -> Arrays.stream(Language.values()).filter(language -> language != Language.EN)
                        .map(language -> new Object[]{file, language}));
    }

    private static Resource resource(String file) {
        return new ClassPathResource("channels/" + file);
    }

    @ParameterizedTest
    @MethodSource("translations")
    void eachLanguageHasEachText(String file, Language language) {
        Set<String> expected = Translation.texts(YamlTexts.read(resource(file))).keySet().stream()
                .filter(key -> !key.matches("(reasons|over-by-itself|to-agent)\\..*")
                        && !FOR_AGENTS.contains(file + "/" + key)
                        && !(file.equals("telegram/texts.yaml") && key.startsWith("agent-")))
                .collect(Collectors.toSet());

        assertThat(Translation.texts(YamlTexts.read(resource(language.in(file)))).keySet()).isEqualTo(expected);
        assertThatCode(() -> Translation.check(resource(language.in(file)), resource(file)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("translations")
    void noTextStaysEnglish(String file, Language language) {
        Object english = Translation.texts(YamlTexts.read(resource(file)));

        assertThat(Translation.texts(YamlTexts.read(resource(language.in(file)))).entrySet()).filteredOn(
                text -> text.getValue().toString().replaceAll("\\{[a-z]+}", "").matches("(?s).*\\p{L}{4}.*")
                        && english.toString().contains(text.getKey() + "=" + text.getValue() + ","))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theChatsPageHasEachWord(Language language) throws IOException {
        JsonNode english = json("web/texts.json");
        JsonNode translated = json(language.in("web/texts.json"));

        assertThat(shape(translated)).isEqualTo(shape(english));
        assertThat(translated.path("language").asString()).isEqualTo(language.tag());
        assertThat(new ClassPathResource(language.in("channels/web/greeting.txt"))
                .getContentAsString(StandardCharsets.UTF_8)).contains("{name}");
    }

    private static JsonNode json(String file) throws IOException {
        return JsonMapper.shared().readTree(resource(file).getContentAsByteArray());
    }

    /** Each key with the placeholders of its text. */
    private static Map<String, String> shape(JsonNode words) {
        Map<String, String> shape = new TreeMap<>();
        words.properties().forEach(word -> {
            if (word.getValue().isObject()) {
                shape(word.getValue()).forEach((key, text) -> shape.put(word.getKey() + "." + key, text));
            } else if (!Set.of("direction", "starters").contains(word.getKey())) {
                shape.put(word.getKey(), word.getValue().asString().isEmpty()
                        ? "nothing"
                        : Translation.placeholders(word.getValue().asString()));
            }
        });
        return shape;
    }

    @Test
    void whatATranslationLacksIsEnglish() {
        YamlTexts texts = YamlTexts.of("tickets.yaml");

        assertThat(texts.in(Language.DE).text("taken")).contains("kümmert");
        assertThat(texts.in(Language.DE).text("nobody-has-it")).isEqualTo(texts.text("nobody-has-it"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            grating: "Hallo {name}"  | 'grating'  | is unknown
            greeting: "Hallo"        | 'greeting' | needs [{name}] and has []
            greeting: "Hallo {nmae}" | 'greeting' | needs [{name}] and has [{nmae}]
            reasons: { b: "nein" }   | 'reasons.b'    | is unknown
            button: yes              | 'button'   | is no text
            """)
    void aBrokenTranslationNamesFileAndKey(String content, String key, String problem) {
        Resource original = file("texts.yaml", "greeting: \"Hello {name}\"\nbutton: \"Yes\"\nreasons: {\"a\": \"b\"}");

        assertThatThrownBy(() -> Translation.check(file("texts.de.yaml", content), original))
                .hasMessageContaining("texts.de.yaml").hasMessageContaining(key).hasMessageContaining(problem);
    }

    @Test
    void aTranslationThatIsNoYamlNamesItsFile() {
        assertThatThrownBy(() -> Translation.check(file("texts.de.yaml", "a: \"b"), file("texts.yaml", "a: b")))
                .hasMessageContaining("texts.de.yaml");
    }

    private static Resource file(String name, String content) {
        return new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8), name);
    }
}
