package io.parley.channel.slack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Payloads that Slack's own SDK is tested with. */
final class RecordedPayloads {
    static final Path FOLDER = Path.of("../shared/data/slack");

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

    /** What would arrive: a message that was recorded without what surrounds it gets that. */
    static byte[] body(String file) {
        try {
            byte[] bytes = Files.readAllBytes(FOLDER.resolve(file));
            JsonNode content = JsonMapper.shared().readTree(bytes);
            String type = content.path("type").asString("");
            if (type.isEmpty() && content.path("event").isObject()) {
                return ((ObjectNode) content).put("type", "event_callback").toString()
                        .getBytes(StandardCharsets.UTF_8);
            }
            return type.equals("message") ? surrounded(file, content) : bytes;
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
}
