package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.WrittenDocument;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/settings.md} lists each setting with its default and what its record says of it, by the description of settings
 * that the compiler writes (Spring Boot's configuration metadata).
 */
class SettingsDocumentTest {
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(?:code|link|value)\\s+((?:\\{\\{[^}]*}}|[^}])*)}");
    private static final String HEAD = """
            # Settings

            Environment variables. Each is a property, too (`PARLEY_TELEGRAM_API_URL` is `parley.telegram.api-url`), for the \
            command line or a file `application.yaml` in the folder in which Parley is started. Times are written as `15s`, `10m`, `4h` or `730d`; lists \
            are separated by commas. [The bot's words and languages](texts.md) are changed by files; operators change some \
            settings while Parley runs, at `/desk/settings`.
            """;

    /** A setting, as the compiler describes it. */
    private record Setting(String name, String standard, String description) {
        String variable() {
            return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
        }

        /** The settings among which it stands. */
        String group() {
            List<String> parts = List.of(name.split("\\."));
            return parts.getFirst().equals("parley") && parts.size() > 2 ? parts.get(1) : "";
        }
    }

    @Test
    void theDocumentIsCurrent() throws IOException {
        WrittenDocument.requireCurrent("settings.md", document());
    }

    @Test
    void eachSettingIsDescribed() throws IOException {
        assertThat(settings()).hasSizeGreaterThan(100)
                .filteredOn(setting -> !setting.description().matches("(?:[^A-Z]|URL|OAuth).*")).isEmpty();
    }

    private static String document() throws IOException {
        Map<String, List<Setting>> groups = settings().stream()
                .collect(Collectors.groupingBy(Setting::group, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder(HEAD);
        groups.forEach((group, settings) -> {
            text.append(group.isEmpty() ? "" : "\n## " + group + "\n");
            text.append("\n| variable | default | what |\n|---|---|---|\n");
            settings.forEach(setting -> text.append("| `%s` | %s | %s |\n".formatted(setting.variable(),
                    setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`", setting.description())));
        });
        return text.toString();
    }

    private static List<Setting> settings() throws IOException {
        JsonNode all = JsonMapper.shared().readTree(
                new ClassPathResource("META-INF/spring-configuration-metadata.json").getContentAsByteArray());
        return StreamSupport.stream(all.path("properties").spliterator(), false)
                .map(one -> new Setting(one.path("name").asString(), standard(one.path("defaultValue")),
                        plain(one.path("description").asString(""))))
                .toList();
    }

    private static String standard(JsonNode value) {
        return value.asString("").replaceAll("[\\[\\]]", "").replace(", ", ",");
    }

    private static String plain(String javadoc) {
        return INLINE_TAG.matcher(javadoc).replaceAll("`$1`").replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }
}
