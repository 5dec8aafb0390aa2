package io.parley.fake.telegram;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One message in a chat; guarded by the server's lock. */
final class Post {

    final int id;
    final TelegramUser from;
    final Instant sent;
    final Map<Long, List<String>> reactions = new LinkedHashMap<>();
    String source = "";
    String text = "";
    boolean formatted;
    ArrayNode entities = JsonMapper.shared().createArrayNode();
    @Nullable
    ObjectNode media;
    @Nullable
    ObjectNode service;
    @Nullable
    JsonNode markup;
    /** The message that it answers, or 0; in a topic, whatever answers nothing else answers the topic's creation. */
    int replyTo;
    int thread;
    boolean topic;
    @Nullable
    TelegramUser senderShownAs;
    @Nullable
    ObjectNode senderChat;
    @Nullable
    Instant edited;
    int edits;

    Post(int id, TelegramUser from, Instant sent) {
        this.id = id;
        this.from = from;
        this.sent = sent;
    }

    /** The message as Telegram shows it to the bot. */
    ObjectNode json(ObjectNode chat, @Nullable Post answered) {
        ObjectNode message = JsonMapper.shared().createObjectNode();
        message.put("message_id", id);
        message.set("from", Objects.requireNonNullElse(senderShownAs, from).json());
        if (senderChat != null) {
            message.set("sender_chat", senderChat);
        }
        message.set("chat", chat);
        message.put("date", sent.getEpochSecond());
        if (edited != null) {
            message.put("edit_date", edited.getEpochSecond());
        }
        if (thread != 0) {
            message.put("message_thread_id", thread);
        }
        if (topic) {
            message.put("is_topic_message", true);
        }
        if (answered != null) {
            message.set("reply_to_message", answered.json(chat, null));
        }
        addContent(message);
        return message;
    }

    private void addContent(ObjectNode message) {
        if (media != null) {
            message.setAll(media);
        }
        if (service != null) {
            message.setAll(service);
        }
        if (!text.isEmpty()) {
            message.put(media == null ? "text" : "caption", text);
        }
        if (!entities.isEmpty()) {
            message.set(media == null ? "entities" : "caption_entities", entities);
        }
        if (markup != null) {
            message.set("reply_markup", markup);
        }
    }

    Line line() {
        return new Line(id, from, source, text, formatted, links(), buttons(), topic && replyTo == thread ? 0 : replyTo,
                topic ? thread : 0, edits, sent,
                Map.copyOf(reactions));
    }

    private List<String> links() {
        return entities.valueStream().map(e -> e.path("url").asString("")).filter(url -> !url.isEmpty()).toList();
    }

    private List<List<Line.Button>> buttons() {
        if (markup == null) {
            return List.of();
        }
        return markup.path("inline_keyboard").valueStream().map(row -> row.valueStream().map(Post::button).toList())
                .toList();
    }

    private static Line.Button button(JsonNode button) {
        String data = button.has("callback_data") ? button.get("callback_data").asString() : null;
        return new Line.Button(button.path("text").asString(""), data);
    }
}
