package io.parley.channel.slack;

import com.google.gson.JsonParseException;
import io.parley.channel.RawEvent;
import io.parley.channel.slack.api.SlackJson;
import io.parley.channel.slack.api.SlackTarget;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A payload of Slack, by HTTP or by a socket: JSON, a form with JSON in it, a form, or JSON within a socket's envelope.
 *
 * @param content the JSON inside
 */
record SlackPayload(JsonNode content) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_KEY = 200;

    /** Reads what was delivered; empty if it is none of these. */
    static Optional<SlackPayload> of(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        try {
            JsonNode content = text.startsWith("{") ? JSON.readTree(text) : form(text);
            JsonNode enveloped = content.path("payload");
            boolean envelope = content.has("envelope_id") && enveloped.isObject();
            return content.isObject() && !content.isEmpty()
                    ? Optional.of(new SlackPayload(envelope ? enveloped : content))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonNode form(String text) {
        ObjectNode fields = JSON.createObjectNode();
        Stream.of(text.split("&")).map(field -> field.split("=", 2)).filter(field -> field.length == 2)
                .forEach(field -> fields.put(decoded(field[0]), decoded(field[1])));
        return fields.has("payload") ? JSON.readTree(fields.path("payload").asString("")) : fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The kind of the payload: {@code event_callback}, {@code block_actions}, …; {@code command}; or empty. */
    String kind() {
        String type = text(content, "type");
        return type.isEmpty() && content.has("command") ? "command" : type;
    }

    /** The event in an {@code event_callback}; else nothing. */
    JsonNode event() {
        return content.path("event");
    }

    /** The bot's own id as a user, if the event says for whom it was sent; else empty. */
    String botUser() {
        JsonNode first = content.path("authorizations").path(0);
        return first.path("is_bot").asBoolean(false) ? text(first, "user_id") : "";
    }

    /** The service's key: the same event, delivered again, has the same. */
    String key() {
        String event = text(content, "event_id");
        String trigger = text(content, "trigger_id");
        if (!event.isEmpty() && event.length() <= MAX_KEY) {
            return event;
        }
        return trigger.isEmpty() || trigger.length() > MAX_KEY
                ? "sha256:" + digest(content.toString())
                : kind() + ":" + trigger;
    }

    /** As the inbox keeps it. */
    RawEvent raw(byte[] body, Instant receivedAt) {
        return new RawEvent(SlackTarget.SLACK, key(), OrderingKeys.key(this), body, receivedAt);
    }

    /**
     * Its content as a type of Slack's library; empty if it cannot be read so.
     *
     * @param leftOut fields that are not read: messages have many, and one of a type that the library does not expect would
     *     make the rest unreadable
     */
    <T> Optional<T> as(Class<T> type, String... leftOut) {
        ObjectNode narrow = ((ObjectNode) content).deepCopy().remove(List.of(leftOut));
        try {
            return Optional.ofNullable(SlackJson.GSON.fromJson(narrow.toString(), type));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** A text, empty if there is none. */
    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A text field, empty if there is none. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : "";
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
