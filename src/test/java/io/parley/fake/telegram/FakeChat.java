package io.parley.fake.telegram;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat as the people in it use it, or one topic of a forum. A message here reaches the bot as an update if Telegram
 * would show it to the bot.
 */
public final class FakeChat extends Screen {
    FakeChat(World world, Room room, int thread) {
        super(world, room, thread);
    }

    /** Opens a topic of a forum. */
    public FakeChat topic(TelegramUser by, String name) {
        int id = locked(() -> {
            Post created = new Post(room.nextMessageId(), by, world.clock.instant());
            created.service = object(o -> o.set("forum_topic_created",
                    object(t -> t.put("name", name).put("icon_color", 7322096))));
            created.thread = created.id;
            created.topic = true;
            room.topics.put(created.id, name);
            room.add(created);
            world.tell("message", room, created);
            return created.id;
        });
        return new FakeChat(world, room, id);
    }

    /** The person of a private chat writes. */
    public Said say(String text) {
        return say(person(), text);
    }

    /** Someone writes. */
    public Said say(TelegramUser by, String text) {
        return post(by, text, 0, null);
    }

    /** Someone answers a message. */
    public Said reply(TelegramUser by, int toMessage, String text) {
        return post(by, text, toMessage, null);
    }

    /** Someone sends a photo with a caption, which may be empty. */
    public Said photo(TelegramUser by, String caption) {
        return attach(by, "photo", caption);
    }

    /** Someone sends a file with a caption, which may be empty. */
    public Said document(TelegramUser by, String caption) {
        return attach(by, "document", caption);
    }

    /**
     * Someone sends something that is not text.
     *
     * @param kind photo, document, voice, video, audio, sticker, location or contact
     */
    public Said attach(TelegramUser by, String kind, String caption) {
        return post(by, caption, 0, Media.of(kind));
    }

    /** A service message, such as {@code "pinned_message"}, with its content as JSON. */
    public Said service(TelegramUser by, String field, String json) {
        return locked(() -> {
            Post post = new Post(room.nextMessageId(), by, world.clock.instant());
            post.service = object(o -> o.set(field, JsonMapper.shared().readTree(json)));
            room.add(post);
            return new Said(this, post.id, world.tell("message", room, post));
        });
    }

    /** A group's administrator writes without showing who they are. */
    public Said sayAnonymously(String text) {
        return locked(() -> {
            TelegramUser anonymous = new TelegramUser(1087968824, true, "Group", "GroupAnonymousBot", "");
            Post post = fill(new Post(room.nextMessageId(), anonymous, world.clock.instant()), text, 0, null);
            post.senderChat = room.json();
            room.add(post);
            return new Said(this, post.id, world.tell("message", room, post));
        });
    }

    private Said post(TelegramUser by, String text, int replyTo, @Nullable ObjectNode media) {
        return locked(() -> {
            Post post = fill(new Post(room.nextMessageId(), by, world.clock.instant()), text, replyTo, media);
            room.add(post);
            return new Said(this, post.id, world.tell("message", room, post));
        });
    }

    private Post fill(Post post, String text, int replyTo, @Nullable ObjectNode media) {
        post.source = text;
        post.text = text;
        post.entities = Entities.in(text);
        post.media = media;
        post.replyTo = replyTo;
        post.thread = thread;
        post.topic = thread != 0;
        if (post.topic && replyTo == 0) {
            post.replyTo = thread;
        }
        if (thread == 0 && replyTo != 0 && room.kind == Room.Kind.SUPERGROUP) {
            Post root = room.posts.get(replyTo);
            post.thread = root == null || root.thread == 0 ? replyTo : root.thread;
        }
        return post;
    }

    /** Edits a message as its author; the update comes even if the text is the same. */
    public long edit(Said said, String text) {
        return locked(() -> {
            Post post = post(said.messageId());
            post.source = text;
            post.text = text;
            post.entities = Entities.in(text);
            post.edited = world.clock.instant();
            post.edits++;
            return world.tell("edited_message", room, post);
        });
    }

    /** Someone removes a message; bots are not told. */
    public void delete(int messageId) {
        locked(() -> room.posts.remove(messageId));
    }

    /** The person of a private chat presses a button, named by its label or its data. */
    public Press press(Line message, String button) {
        return press(person(), message, button);
    }

    /** Someone presses a button, named by its label or its data. */
    public Press press(TelegramUser by, Line message, String button) {
        return locked(() -> {
            Post post = post(message.messageId());
            String data = post.line().buttons().stream().flatMap(List::stream)
                    .filter(b -> b.label().equals(button) || button.equals(b.data())).map(Line.Button::data).findFirst()
                    .orElseThrow(() -> new NoSuchElementException(
                            "no button " + button + " under message " + post.id + ": " + post.line().labels()));
            return press(by, post, data);
        });
    }

    /** A press whose data is not what the bot put there, as a forged client would send it. */
    public Press pressForged(TelegramUser by, Line message, String data) {
        return locked(() -> press(by, post(message.messageId()), data));
    }

    private Press press(TelegramUser by, Post post, @Nullable String data) {
        World.Pressed pressed = world.press();
        ObjectNode query = object(o -> o.put("id", pressed.id));
        query.set("from", by.json());
        query.set("message", room.json(post));
        query.put("chat_instance", Long.toString(room.id * 31 + 7));
        if (data != null) {
            query.put("data", data);
        }
        return new Press(world, pressed, world.updates.add("callback_query", room.id, query));
    }

    /** The person of a private chat changes their reactions to a message; none takes all back. */
    public long react(Line message, String... emoji) {
        return react(person(), message.messageId(), emoji);
    }

    /** Someone changes their reactions to a message; none takes all back. Gives the update's id, or 0. */
    public long react(TelegramUser by, int messageId, String... emoji) {
        return locked(() -> {
            Post post = post(messageId);
            List<String> before = post.reactions.getOrDefault(by.id(), List.of());
            post.reactions.put(by.id(), List.of(emoji));
            return reacted(post, before, List.of(emoji), change -> change.set("user", by.json()));
        });
    }

    /** An administrator who does not show who they are reacts in the name of the chat. */
    public long reactAsChat(int messageId, String... emoji) {
        return locked(() -> reacted(post(messageId), List.of(), List.of(emoji),
                change -> change.set("actor_chat", room.json())));
    }

    /** Telegram tells how many anonymous reactions a message has. */
    public long countReactions(int messageId, String emoji, int count) {
        return locked(() -> {
            ObjectNode change = Reactions.count(room, messageId, emoji, count, world.clock.instant());
            return bringsReactions() ? world.updates.add("message_reaction_count", room.id, change) : 0;
        });
    }

    private long reacted(Post post, List<String> before, List<String> after, Consumer<ObjectNode> actor) {
        ObjectNode change = Reactions.change(room, post, before, after, world.clock.instant());
        actor.accept(change);
        return bringsReactions() ? world.updates.add("message_reaction", room.id, change) : 0;
    }

    private boolean bringsReactions() {
        return room.isGroup() ? room.admin : world.reactionsInPrivateChats;
    }

    /** The person blocks the bot, or someone throws it out of the group. */
    public void block() {
        locked(() -> {
            room.blocked = true;
            return world.tellMembership(room, actor(), "member", "kicked");
        });
    }

    /** The person lets the bot in again, or someone adds it to the group. */
    public void unblock() {
        locked(() -> {
            room.blocked = false;
            return world.tellMembership(room, actor(), "kicked", "member");
        });
    }

    /** Makes the bot an administrator, who sees every message and reaction. */
    public FakeChat botIsAdministrator() {
        locked(() -> {
            room.admin = true;
            return world.tellMembership(room, actor(), "member", "administrator");
        });
        return this;
    }

    /** The group becomes a supergroup, with another id; the bot is told in both. */
    public FakeChat migrate() {
        FakeChat upgraded = migrateSilently();
        locked(() -> {
            service(actor(), "migrate_to_chat_id", Long.toString(upgraded.id()));
            return upgraded.service(actor(), "migrate_from_chat_id", Long.toString(id()));
        });
        return upgraded;
    }

    /** As {@link #migrate()}, but the bot learns it only when it sends to the old chat. */
    public FakeChat migrateSilently() {
        return locked(() -> {
            Room upgraded = world.supergroup(room.title, false);
            upgraded.admin = room.admin;
            room.migratedTo = upgraded.id;
            return new FakeChat(world, upgraded, 0);
        });
    }

    private TelegramUser person() {
        if (room.person == null) {
            throw new IllegalStateException("chat " + room.id + " is a group; say who does it");
        }
        return room.person;
    }

    private TelegramUser actor() {
        return room.person == null ? world.admin() : room.person;
    }

    private Post post(int messageId) {
        Post post = room.posts.get(messageId);
        if (post == null) {
            throw new NoSuchElementException("no message " + messageId + " in chat " + room.id);
        }
        return post;
    }

    private static ObjectNode object(Consumer<ObjectNode> fill) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        fill.accept(node);
        return node;
    }
}
