package io.parley.channel.slack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payloads that Slack's own SDK is tested with. Some are recorded; the others are shapes, whose values are blank: they get
 * values of the kinds that Slack uses, as if a person wrote, pressed or voted in a direct message with the bot.
 */
final class RecordedPayloads {
    static final Path FOLDER = Path.of("../shared/data/slack");
    /** The bot in shapes. */
    static final String BOT = "U0BOT";

    private static final String TS = "1700000000.000100";
    private static final Map<String, String> VALUES = Map.ofEntries(Map.entry("channel", "D0SHAPE"),
            Map.entry("channel_id", "D0SHAPE"), Map.entry("user", "U0PERSON"), Map.entry("user_id", "U0PERSON"),
            Map.entry("item_user", BOT), Map.entry("ts", TS), Map.entry("event_ts", TS), Map.entry("message_ts", TS),
            Map.entry("action_ts", TS), Map.entry("text", "Where is my order?"), Map.entry("reaction", "thumbsup"),
            Map.entry("response_url", "https://hooks.slack.com/x"), Map.entry("trigger_id", "1.2.3"),
            Map.entry("value", "u:77"), Map.entry("command", "/ask"));
    private static final Map<String, String> IDS = Map.of("user", "U0PERSON", "channel", "D0SHAPE");

    private RecordedPayloads() {}

    /** All files, by their path within the folder. */
    static List<String> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json")).map(FOLDER::relativize).map(Path::toString)
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body as it would arrive: a payload that was recorded without its envelope gets one. */
    static byte[] body(String file) {
        try {
            byte[] bytes = Files.readAllBytes(FOLDER.resolve(file));
            if (file.startsWith("payloads/")) {
                JsonNode content = JsonMapper.shared().readTree(bytes);
                return content.path("type").asString("").equals("message") ? surrounded(file, content) : bytes;
            }
            ObjectNode shape = (ObjectNode) JsonMapper.shared().readTree(bytes);
            filled(shape, "");
            return shaped(file, shape).toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] surrounded(String file, JsonNode event) {
        ObjectNode callback = JsonMapper.shared().createObjectNode().put("type", "event_callback")
                .put("event_id", "Ev" + file);
        callback.set("event", event);
        return callback.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode shaped(String file, ObjectNode shape) {
        if (shape.path("event").isObject()) {
            shape.put("type", "event_callback").put("event_id", "Ev" + file);
        }
        if (shape.path("type").asString("").equals("message_action")) {
            shape.put("callback_id", ActionReader.ANSWER_THIS);
        }
        if (shape.path("event").path("previous_message") instanceof ObjectNode before) {
            before.put("text", "Where was my order?");
        }
        return shape;
    }

    private static void filled(JsonNode node, String name) {
        node.forEach(item -> filled(item, name));
        if (node instanceof ObjectNode fields) {
            fields.properties().stream().toList().forEach(field -> {
                filled(field.getValue(), field.getKey());
                String written = field.getValue().asString("-");
                String value = field.getKey().equals("id") ? IDS.get(name) : VALUES.get(field.getKey());
                if (value != null && (written.isEmpty() || written.equals("0000000000.000000"))) {
                    fields.put(field.getKey(), value);
                }
            });
            if (name.equals("item")) {
                fields.put("type", "message");
            }
        }
    }
}
