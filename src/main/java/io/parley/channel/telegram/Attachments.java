package io.parley.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names what came along with a message and is not read. */
final class Attachments {
    /** Field of a message, and what a person calls it; a field that says the same more closely comes first. */
    private static final Map<String, String> NAMES = names();

    private Attachments() {}

    private static Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        names.put("animation", "animation");
        names.put("venue", "place");
        names.put("photo", "photo");
        names.put("live_photo", "live photo");
        names.put("document", "file");
        names.put("voice", "voice message");
        names.put("video", "video");
        names.put("video_note", "video message");
        names.put("audio", "audio");
        names.put("sticker", "sticker");
        names.put("location", "location");
        names.put("contact", "contact");
        names.put("poll", "poll");
        names.put("dice", "dice");
        names.put("story", "story");
        names.put("paid_media", "paid media");
        names.put("checklist", "checklist");
        names.put("game", "game");
        names.put("invoice", "invoice");
        names.put("rich_message", "formatted message");
        return names;
    }

    /** The names of a message's attachments; mostly none. */
    static List<String> in(JsonNode message) {
        return NAMES.keySet().stream().filter(message::has).findFirst().map(field -> List.of(name(field, message)))
                .orElse(List.of());
    }

    private static String name(String field, JsonNode message) {
        String fileName = message.get(field).path("file_name").asText("");
        return fileName.isBlank() ? NAMES.getOrDefault(field, field) : fileName.strip();
    }
}
