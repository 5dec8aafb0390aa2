package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.methods.Methods;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.fake.slack.MethodRules;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ByteArrayResource;

/** The app's manifest asks for what the code uses, and for nothing else. */
class ManifestTest {
    private static final Path MANIFEST = Path.of("channels/slack/manifest.yaml");
    private static final Path CODE = Path.of("src/main/java/io/parley/channel/slack");
    /** A method in the code: a constant of the library's, or a call of its client. */
    private static final Pattern METHOD = Pattern.compile("\\b[Mm]ethods\\s*\\.(\\w+)");
    private static final Map<String, String> METHODS = Arrays.stream(Methods.class.getFields())
            .collect(Collectors.toMap(field -> bare(field.getName()), ManifestTest::value, (one, same) -> one));
    /** Which scope lets an app have which event; docs.slack.dev/reference/events. */
    private static final Map<String, Set<String>> SCOPES_OF_EVENTS = Map.of("app_mention",
            Set.of("app_mentions:read"), "message.channels", Set.of("channels:history"), "message.groups",
            Set.of("groups:history"), "message.im", Set.of("im:history"), "message.mpim", Set.of("mpim:history"),
            "reaction_added", Set.of("reactions:read"), "reaction_removed", Set.of("reactions:read"),
            "app_home_opened", Set.of());

    private static Object manifest(String yaml, String... path) {
        YamlMapFactoryBean read = new YamlMapFactoryBean();
        read.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        Object node = read.getObject();
        for (String name : path) {
            node = ((Map<?, ?>) Objects.requireNonNull(node)).get(name);
        }
        return Objects.requireNonNull(node, String.join(".", path));
    }

    private static String yaml() throws IOException {
        return Files.readString(MANIFEST);
    }

    private static List<String> names(String... path) throws IOException {
        return ((List<?>) manifest(yaml(), path)).stream().map(String::valueOf).toList();
    }

    private static Set<String> methods() throws IOException {
        try (Stream<Path> files = Files.walk(CODE).filter(Files::isRegularFile)) {
            Set<String> methods = new TreeSet<>();
            for (Path file : files.toList()) {
                METHOD.matcher(Files.readString(file)).results()
                        .map((MatchResult found) -> METHODS.get(bare(found.group(1)))).filter(Objects::nonNull)
                        .forEach(methods::add);
            }
            return methods;
        }
    }

    private static String bare(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void asksForJustTheScopesThatMethodsEventsAndTheCommandNeed() throws IOException {
        Set<String> needed = new HashSet<>(Set.of("commands"));
        for (String event : names("settings", "event_subscriptions", "bot_events")) {
            needed.addAll(SCOPES_OF_EVENTS.get(event));
        }
        for (String method : methods()) {
            needed.addAll(MethodRules.scopes(method));
        }
        assertThat(methods()).contains("auth.test", "chat.postMessage", "chat.delete", "conversations.history",
                "reactions.add", "views.open");
        assertThat(names("oauth_config", "scopes", "bot")).containsExactlyInAnyOrderElementsOf(needed)
                .containsExactlyInAnyOrderElementsOf(BotIdentity.SCOPES);
    }

    @Test
    void subscribesToJustTheEventsThatAreUsed() throws IOException {
        List<String> events = names("settings", "event_subscriptions", "bot_events");
        assertThat(events).containsExactlyInAnyOrder("app_home_opened", "app_mention", "message.channels",
                "message.groups", "message.im", "message.mpim", "reaction_added", "reaction_removed");
        EventReader reader = new EventReader(new BotUser(), Given.OFF);
        assertThat(events).filteredOn(event -> !event.equals("app_home_opened")).allSatisfy(event -> {
            byte[] body = "{\"type\":\"event_callback\",\"event\":{\"type\":\"%s\"}}"
                    .formatted(event.replaceFirst("\\..*", "")).getBytes(StandardCharsets.UTF_8);
            assertThat(reader.read(SlackPayload.of(body).orElseThrow().raw(body, Instant.EPOCH)))
                    .isInstanceOfSatisfying(Ignored.class,
                            ignored -> assertThat(ignored.reason()).doesNotContain("not a kind of event"));
        });
    }

    @Test
    void namesTheShortcutAsTheCodeDoesAndKeepsToSlacksLimits() throws IOException {
        assertThat(yaml()).contains("callback_id: " + ActionReader.ANSWER_THIS);
        assertThat((String) manifest(yaml(), "display_information", "name")).hasSizeLessThanOrEqualTo(35);
        assertThat((String) manifest(yaml(), "display_information", "description")).hasSizeLessThanOrEqualTo(140);
        assertThat(manifest(yaml(), "features", "agent_view", "agent_description")).isNotNull();
    }

    @Test
    void usesSocketModeAndNoAddressAsItStands() throws IOException {
        assertThat(manifest(yaml(), "settings", "socket_mode_enabled")).isEqualTo(true);
        assertThat(manifest(yaml()).toString()).doesNotContain("https://");
    }

    @Test
    void hasItsAddressesForHttpInLinesToUncomment() throws IOException {
        String http = yaml().replace("# url:", "url:").replace("# request_url:", "request_url:")
                .replace("socket_mode_enabled: true", "socket_mode_enabled: false");
        String address = "https://parley.example.com" + EventsController.PATH;
        assertThat(manifest(http, "settings", "event_subscriptions", "request_url")).isEqualTo(address);
        assertThat(manifest(http, "settings", "interactivity", "request_url")).isEqualTo(address);
        assertThat(manifest(http, "features", "slash_commands").toString()).contains("url=" + address);
        assertThat(manifest(http, "settings", "socket_mode_enabled")).isEqualTo(false);
    }
}
