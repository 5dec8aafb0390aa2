package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.Ignored;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What each recorded payload means. */
class RecordedPayloadsTest {
    private static final String NOT_USED = "not used";
    private static final String FOREIGN = "not of this bot's making";

    private final EventReader reader = new EventReader(new BotUser(), SlackSettings.Threads.ALL);

    @BeforeEach
    void needsTheRecords() {
        Assumptions.assumeTrue(Files.isDirectory(RecordedPayloads.FOLDER),
                "skipped: " + RecordedPayloads.FOLDER + " is absent");
    }

    private InboundEvent meaning(String file) {
        byte[] body = RecordedPayloads.body(file);
        return Incoming.of(body).map(incoming -> reader.read(incoming.raw(body, Instant.EPOCH))).orElseThrow();
    }

    private static String outcome(InboundEvent event) {
        return event instanceof Ignored(String why)
                ? why.endsWith(NOT_USED)
                        ? NOT_USED
                        : why.endsWith(FOREIGN) ? FOREIGN : why.replaceFirst("^[a-z_]+: ", "")
                : event.getClass().getSimpleName();
    }

    private Map<String, Map<String, Integer>> outcomes(String folder) {
        var outcomes = new TreeMap<String, Map<String, Integer>>();
        RecordedPayloads.files().stream().filter(file -> file.startsWith(folder)).forEach(file -> {
            JsonNode content = Incoming.of(RecordedPayloads.body(file)).orElseThrow().content();
            JsonNode event = content.path("event");
            String subtype = Incoming.text(event, "subtype");
            String type = event.isObject() ? Incoming.text(event, "type") : new Incoming(content).kind();
            outcomes.computeIfAbsent(subtype.isEmpty() ? type : type + "/" + subtype, t -> new TreeMap<>())
                    .merge(outcome(meaning(file)), 1, Integer::sum);
        });
        return outcomes;
    }

    @Test
    void readsEachPayloadAsItIsMeant() {
        assertThat(outcomes("payloads")).containsOnly(
                entry("app_home_opened", Map.of("not a kind of event that is used", 1)),
                entry("app_mention", Map.of("MessageReceived", 5, "written by the bot itself", 1)),
                entry("app_mention/bot_message", Map.of("not written by a person", 1)),
                entry("app_rate_limited", Map.of(NOT_USED, 2)),
                entry("app_uninstalled", Map.of("not a kind of event that is used", 2)),
                entry("block_actions", Map.of(FOREIGN, 14)),
                entry("block_suggestion", Map.of(NOT_USED, 2)),
                entry("command", Map.of("MessageReceived", 1)),
                entry("dialog_submission", Map.of(NOT_USED, 4)),
                entry("function_executed", Map.of("not a kind of event that is used", 1)),
                entry("goodbye", Map.of("not a kind of event that is used", 2)),
                entry("hello", Map.of(NOT_USED, 1)),
                entry("interactive_message", Map.of(NOT_USED, 1)),
                entry("message", Map.of("MessageReceived", 5, "not addressed to the bot", 10, "written by a bot", 3,
                        "written by nobody", 2, "a message without a place", 5)),
                entry("message/bot_message", Map.of("not written by a person", 4)),
                entry("message/channel_archive", Map.of("not written by a person", 1)),
                entry("message/channel_convert_to_public", Map.of("not written by a person", 2)),
                entry("message/channel_join", Map.of("not written by a person", 1)),
                entry("message/channel_name", Map.of("not written by a person", 1)),
                entry("message/channel_posting_permissions", Map.of("not written by a person", 1)),
                entry("message/channel_topic", Map.of("not written by a person", 1)),
                entry("message/channel_unarchive", Map.of("not written by a person", 1)),
                entry("message/file_share", Map.of("not addressed to the bot", 1, "Overheard", 1)),
                entry("message/group_topic", Map.of("not written by a person", 1)),
                entry("message/me_message", Map.of("not addressed to the bot", 1)),
                entry("message/message_changed", Map.of("MessageEdited", 2, "MessageDeleted", 2,
                        "not a change of the words", 1, "written by nobody", 1)),
                entry("message/message_deleted", Map.of("written by a bot", 1)),
                entry("message_action", Map.of(FOREIGN, 3)),
                entry("reaction_added", Map.of("ReactionChanged", 2)),
                entry("shortcut", Map.of(NOT_USED, 2)),
                entry("tokens_revoked", Map.of("not a kind of event that is used", 2)),
                entry("url_verification", Map.of(NOT_USED, 2)),
                entry("view_closed", Map.of(NOT_USED, 5)),
                entry("view_submission", Map.of(FOREIGN, 11)));
    }

    @Test
    void ignoresShapesWithoutValuesAndSaysWhy() {
        RecordedPayloads.files().stream().filter(file -> !file.startsWith("payloads")).forEach(
                file -> assertThat(meaning(file)).as(file).isInstanceOfSatisfying(Ignored.class,
                        ignored -> assertThat(ignored.reason()).isNotBlank()));
    }
}
