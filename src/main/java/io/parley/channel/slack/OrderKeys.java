package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import tools.jackson.databind.JsonNode;

/** Which events are understood one after the other: those of one thread. What belongs to none waits for nothing. */
final class OrderKeys {
    private static final int LONGEST = 250;

    private OrderKeys() {}

    static String key(SlackPayload incoming) {
        String key = switch (incoming.kind()) {
            case "event_callback" -> ofEvent(incoming.event());
            case "block_actions" -> ofPress(incoming.content());
            case "message_action" -> ofMessage(text(incoming.content().path("channel"), "id"),
                    incoming.content().path("message"));
            case "command" -> "command/" + text(incoming.content(), "user_id");
            case "view_submission" -> CommentDialog.about(incoming.content().path("view"))
                    .map(about -> about.thread().value()).orElse("");
            default -> "";
        };
        String own = key.isBlank() || key.equals("/") ? incoming.key() : key;
        return own.length() > LONGEST ? own.substring(0, LONGEST) : own;
    }

    private static String ofEvent(JsonNode event) {
        JsonNode item = event.path("item");
        if (item.isObject()) {
            return text(item, "channel") + "/" + text(item, "ts");
        }
        JsonNode inner = event.path(text(event, "subtype").equals("message_deleted") ? "previous_message" : "message");
        return ofMessage(text(event, "channel"), inner.isObject() ? inner : event);
    }

    private static String ofPress(JsonNode content) {
        JsonNode container = content.path("container");
        return text(container, "channel_id") + "/" + root(container, text(container, "message_ts"));
    }

    private static String ofMessage(String channel, JsonNode message) {
        return channel + "/" + root(message, text(message, "ts"));
    }

    private static String root(JsonNode message, String ts) {
        String thread = text(message, "thread_ts");
        return thread.isEmpty() ? ts : thread;
    }
}
