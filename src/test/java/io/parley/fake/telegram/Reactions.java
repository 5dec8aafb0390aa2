package io.parley.fake.telegram;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How Telegram tells of reactions. */
final class Reactions {
    /** The emoji that Telegram takes as reactions. */
    static final Set<String> KNOWN = Set.of("❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬",
            "😢", "🎉", "🤩", "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤‍🔥", "🌚", "🌭", "💯",
            "🤣",
            "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨‍💻", "👀",
            "🎃",
            "🙈", "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘",
            "💊", "🙊", "😎", "👾", "🤷‍♂", "🤷", "🤷‍♀", "😡");

    private Reactions() {}

    /** Somebody's reactions to a message changed; who it was is for the caller to add. */
    static ObjectNode change(Room room, Post post, List<String> before, List<String> after, Instant at) {
        ObjectNode change = about(room, post.id, at);
        change.set("old_reaction", reactions(before));
        change.set("new_reaction", reactions(after));
        return change;
    }

    /** A change of the count of anonymous reactions of one kind on a message. */
    static ObjectNode count(Room room, int messageId, String emoji, int count, Instant at) {
        ObjectNode change = about(room, messageId, at);
        change.putArray("reactions").addObject().put("total_count", count).set("type", reaction(emoji));
        return change;
    }

    private static ObjectNode about(Room room, int messageId, Instant at) {
        ObjectNode about = JsonMapper.shared().createObjectNode();
        about.set("chat", room.json());
        return about.put("message_id", messageId).put("date", at.getEpochSecond());
    }

    private static ArrayNode reactions(List<String> emoji) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        emoji.forEach(e -> array.add(reaction(e)));
        return array;
    }

    private static ObjectNode reaction(String emoji) {
        return JsonMapper.shared().createObjectNode().put("type", "emoji").put("emoji", emoji);
    }
}
