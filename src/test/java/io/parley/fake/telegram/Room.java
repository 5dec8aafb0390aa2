package io.parley.fake.telegram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A chat and what is in it; guarded by the server's lock. */
final class Room {

    /** The type of a chat. */
    enum Kind {
        PRIVATE, GROUP, SUPERGROUP
    }

    final long id;
    final Kind kind;
    final String title;
    final @Nullable TelegramUser person;
    final boolean forum;
    final Condition said;
    final TreeMap<Integer, Post> posts = new TreeMap<>();
    final Map<Integer, String> topics = new LinkedHashMap<>();
    final List<ChatAction> actions = new ArrayList<>();
    private final IntSupplier ids;
    long migratedTo;
    boolean blocked;
    boolean admin;

    Room(long id, Kind kind, String title, @Nullable TelegramUser person, boolean forum, Condition said,
            IntSupplier ids) {
        this.id = id;
        this.kind = kind;
        this.title = title;
        this.person = person;
        this.forum = forum;
        this.said = said;
        this.ids = ids;
    }

    int nextMessageId() {
        return ids.getAsInt();
    }

    ObjectNode json() {
        ObjectNode chat = JsonMapper.shared().createObjectNode();
        chat.put("id", id);
        if (person != null) {
            chat.put("first_name", person.firstName()).put("username", person.username());
        } else {
            chat.put("title", title);
        }
        if (forum) {
            chat.put("is_forum", true);
        }
        return chat.put("type", switch (kind) {
            case PRIVATE -> "private";
            case GROUP -> "group";
            case SUPERGROUP -> "supergroup";
        });
    }

    ObjectNode json(Post post) {
        return post.json(json(), post.replyTo == 0 ? null : posts.get(post.replyTo));
    }

    void add(Post post) {
        posts.put(post.id, post);
        said.signalAll();
    }

    boolean isGroup() {
        return kind != Kind.PRIVATE;
    }
}
