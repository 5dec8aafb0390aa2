package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import tools.jackson.databind.JsonNode;

/**
 * The ordering keys of events: events of one thread are processed one after the other. An event without a thread has a
 * key of its own.
 */
final class OrderingKeys {
    private static final int MAX_LENGTH = 250;

    private OrderingKeys() {}

    static String key(SlackPayload payload) {
        String key = switch (payload.kind()) {
            case "event_callback" -> ofEvent(payload.event());
            case "block_actions" -> ofPress(payload.content());
            case "message_action" -> ofMessage(text(payload.content().path("channel"), "id"),
                    payload.content().path("message"));
            case "command" -> "command/" + text(payload.content(), "user_id");
            case "view_submission" -> CommentDialog.about(payload)
                    .map(about -> about.thread().value()).orElse("");
            default -> "";
        };
        String own = key.isBlank() || key.equals("/") ? payload.key() : key;
        return own.length() > MAX_LENGTH ? own.substring(0, MAX_LENGTH) : own;
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
