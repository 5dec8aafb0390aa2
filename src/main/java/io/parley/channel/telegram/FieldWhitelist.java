package io.parley.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Copies of parts of an update that hold only the fields that are used. */
final class FieldWhitelist {
    private static final Set<String> MESSAGE = Set.of("message_id", "message_thread_id", "is_topic_message", "from",
            "date", "edit_date", "text", "entities", "caption", "caption_entities", "migrate_to_chat_id",
            "migrate_from_chat_id");
    private static final Set<String> CALLBACK = Set.of("id", "from", "data");
    private static final Set<String> USER = Set.of("id", "is_bot", "first_name", "last_name", "username",
            "language_code");
    private static final Set<String> ENTITY = Set.of("type", "offset", "length", "user");
    private static final Set<String> CHAT = Set.of("id", "type");

    private FieldWhitelist() {}

    static ObjectNode ofMessage(JsonNode message) {
        ObjectNode used = copy(message, MESSAGE);
        used.set("chat", ofChat(message.path("chat")));
        JsonNode answered = message.path("reply_to_message");
        if (answered.isObject() && !answered.has("forum_topic_created")) {
            ObjectNode usedAnswered = copy(answered, Set.of("message_id", "from", "date"));
            usedAnswered.set("chat", ofChat(answered.path("chat")));
            used.set("reply_to_message", usedAnswered);
        }
        return used;
    }

    static ObjectNode ofCallback(JsonNode callback) {
        ObjectNode used = copy(callback, CALLBACK);
        JsonNode message = callback.path("message");
        if (message.isObject()) {
            ObjectNode under = copy(message, Set.of("message_id", "message_thread_id", "is_topic_message", "date"));
            under.set("chat", ofChat(message.path("chat")));
            used.set("message", under);
        }
        return used;
    }

    static ObjectNode ofReaction(JsonNode reaction) {
        ObjectNode used = copy(reaction, Set.of("message_id", "user", "date", "old_reaction", "new_reaction"));
        used.set("chat", ofChat(reaction.path("chat")));
        return used;
    }

    static ObjectNode ofChat(JsonNode chat) {
        return copy(chat, CHAT);
    }

    private static ObjectNode copy(JsonNode from, Set<String> names) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        names.stream().filter(from::has).forEach(name -> copy.set(name, used(name, from.get(name))));
        return copy;
    }

    private static JsonNode used(String name, JsonNode value) {
        return switch (name) {
            case "from", "user" -> value.isObject() ? copy(value, USER) : value;
            case "entities", "caption_entities" -> entities(value);
            default -> value;
        };
    }

    private static JsonNode entities(JsonNode list) {
        ArrayNode used = JsonNodeFactory.instance.arrayNode();
        list.forEach(entity -> used.add(copy(entity, ENTITY)));
        return used;
    }
}
