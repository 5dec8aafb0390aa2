package io.parley.fake.telegram;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Attachments beside text, with made-up file ids. */
final class Media {

    private Media() {}

    static ObjectNode of(String kind) {
        String json = switch (kind) {
            case "photo" ->
                """
                        [{"file_id":"AgACAgIAAxkBAAIB1","file_unique_id":"AQADs1","file_size":1402,"width":90,"height":67},
                         {"file_id":"AgACAgIAAxkBAAIB2","file_unique_id":"AQADs2","file_size":83210,"width":800,"height":600}]
                        """;
            case "document" -> file("\"file_name\":\"invoice.pdf\",\"mime_type\":\"application/pdf\"");
            case "voice" -> file("\"duration\":3,\"mime_type\":\"audio/ogg\"");
            case "audio" -> file("\"duration\":180,\"mime_type\":\"audio/mpeg\",\"title\":\"Song\"");
            case "video" -> file("\"duration\":7,\"width\":640,\"height\":480,\"mime_type\":\"video/mp4\"");
            case "sticker" -> file("\"width\":512,\"height\":512,\"type\":\"regular\",\"is_animated\":false,"
                    + "\"is_video\":false,\"emoji\":\"👍\"");
            case "location" -> "{\"latitude\":52.52,\"longitude\":13.405}";
            case "contact" -> "{\"phone_number\":\"+15551234567\",\"first_name\":\"Sam\"}";
            default -> throw new IllegalArgumentException("no such kind of media: " + kind);
        };
        ObjectNode media = JsonMapper.shared().createObjectNode();
        media.set(kind, JsonMapper.shared().readTree(json));
        return media;
    }

    private static String file(String more) {
        return "{\"file_id\":\"BQACAgIAAxkBAAIB3\",\"file_unique_id\":\"AgADs3\",\"file_size\":48213," + more + "}";
    }
}
