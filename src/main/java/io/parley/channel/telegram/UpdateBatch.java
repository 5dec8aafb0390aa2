package io.parley.channel.telegram;

import io.parley.channel.RawEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Updates as they came, each with its bytes. They are separated without being parsed further, so that a malformed one
 * is stored like any other and does not block those behind it.
 */
record UpdateBatch(List<RawUpdate> updates) {
    /**
     * One update.
     *
     * @param id {@code update_id}
     * @param chat the chat that it belongs to, or 0
     * @param callbackId the id of the press that it tells of, if it does
     * @param json its bytes
     */
    record RawUpdate(long id, long chat, Optional<String> callbackId, byte[] json) {
        RawEvent event(Instant receivedAt) {
            return new RawEvent(TelegramTarget.TELEGRAM, Long.toString(id), chat == 0 ? "none" : Long.toString(chat),
                    json,
                    receivedAt);
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern ID = Pattern.compile("\"update_id\"\\s*:\\s*(\\d{1,18})");

    /** Reads the answer to {@code getUpdates}; empty if there is no list of updates in it at all. */
    static Optional<UpdateBatch> ofAnswer(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean result = "result".equals(parser.currentName());
                if (parser.nextToken() == JsonToken.START_ARRAY && result) {
                    return elements(parser, body).map(UpdateBatch::new);
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Reads one update, as a webhook brings it; empty if it has no id. */
    static Optional<RawUpdate> ofCall(byte[] body) {
        return update(body);
    }

    /** The elements of the list; empty if there are some, and none has an id by which it could be confirmed. */
    private static Optional<List<RawUpdate>> elements(JsonParser parser, byte[] body) {
        var updates = new ArrayList<RawUpdate>();
        int from = 0;
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int to = (int) parser.currentLocation().getByteOffset();
                update(Arrays.copyOfRange(body, from, to)).ifPresent(updates::add);
            }
        } catch (JacksonException e) {
            broken(Arrays.copyOfRange(body, from, body.length)).ifPresent(updates::add);
        }
        return updates.isEmpty() && from > 0 ? Optional.empty() : Optional.of(updates);
    }

    private static Optional<RawUpdate> update(byte[] json) {
        try {
            JsonNode update = JSON.readTree(json);
            JsonNode id = update.path("update_id");
            return id.isIntegralNumber() && id.canConvertToLong()
                    ? Optional.of(new RawUpdate(id.asLong(), chat(update), callback(update), json))
                    : Optional.empty();
        } catch (JacksonException e) {
            return broken(json);
        }
    }

    /** Keeps malformed JSON under the first id found in it; empty if it holds none. */
    private static Optional<RawUpdate> broken(byte[] rest) {
        Matcher matcher = ID.matcher(new String(rest, StandardCharsets.UTF_8));
        return matcher.find()
                ? Optional.of(new RawUpdate(Long.parseLong(matcher.group(1)), 0, Optional.empty(), rest))
                : Optional.empty();
    }

    private static long chat(JsonNode update) {
        for (JsonNode content : update) {
            JsonNode chat = content.has("chat") ? content.path("chat") : content.path("message").path("chat");
            if (chat.path("id").isIntegralNumber() && chat.path("id").canConvertToLong()) {
                return chat.path("id").asLong();
            }
        }
        return 0;
    }

    private static Optional<String> callback(JsonNode update) {
        return Optional.of(update.path("callback_query").path("id").asString("")).filter(id -> !id.isEmpty());
    }

    boolean isEmpty() {
        return updates.isEmpty();
    }

    /** The offset that confirms all of these; none for none. */
    OptionalLong next() {
        return updates.stream().mapToLong(RawUpdate::id).max().stream().map(id -> id + 1).findFirst();
    }
}
