package io.parley.fake.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All chats, people and pressed buttons of one test server, behind one lock. */
final class World {

    private static final List<String> ADMINISTRATOR_MAY = List.of("can_be_edited", "is_anonymous", "can_manage_chat",
            "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
            "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories");

    /** A button that was pressed and waits for the bot to notice it. */
    static final class Pressed {
        final String id;
        final Instant at;
        boolean answered;
        String notice = "";
        boolean alert;

        Pressed(String id, Instant at) {
            this.id = id;
            this.at = at;
        }
    }

    final ReentrantLock lock = new ReentrantLock();
    final SettableClock clock = new SettableClock();
    final UpdateQueue updates = new UpdateQueue(clock);
    final Map<Long, Room> rooms = new LinkedHashMap<>();
    final Map<String, Pressed> presses = new HashMap<>();
    final TelegramUser bot;
    boolean readsAllGroupMessages;
    boolean reactionsInPrivateChats = true;
    Duration callbackLife = Duration.ofSeconds(15);
    private long lastPerson = 5_000_000_000L;
    private long lastGroup = -4_000_000;
    private long lastSupergroup = -1_002_000_000_000L;
    private long lastPress = 4_382_900_000_000L;
    private int lastMessage = 1000;

    World(TelegramUser bot) {
        this.bot = bot;
    }

    TelegramUser person(String firstName) {
        lock.lock();
        try {
            long id = ++lastPerson;
            String name = firstName.replaceAll("\\W", "");
            return new TelegramUser(id, false, firstName, (name.length() < 3 ? "user" : name) + "_" + id % 100_000_000,
                    "en");
        } finally {
            lock.unlock();
        }
    }

    Room privateChat(TelegramUser person) {
        lock.lock();
        try {
            return rooms.computeIfAbsent(person.id(), id -> new Room(id, Room.Kind.PRIVATE, person.firstName(), person,
                    false, lock.newCondition(), () -> ++lastMessage));
        } finally {
            lock.unlock();
        }
    }

    Room group(String title) {
        lock.lock();
        try {
            return add(
                    new Room(--lastGroup, Room.Kind.GROUP, title, null, false, lock.newCondition(),
                            () -> ++lastMessage));
        } finally {
            lock.unlock();
        }
    }

    /** Messages of a supergroup are counted from 1, apart from all others. */
    Room supergroup(String title, boolean forum) {
        lock.lock();
        try {
            return add(new Room(--lastSupergroup, Room.Kind.SUPERGROUP, title, null, forum, lock.newCondition(),
                    ownCount()));
        } finally {
            lock.unlock();
        }
    }

    private static IntSupplier ownCount() {
        var count = new int[1];
        return () -> ++count[0];
    }

    private Room add(Room room) {
        rooms.put(room.id, room);
        return room;
    }

    /** Tells the bot about a message, if it may see it; gives the update's id, or 0. */
    long tell(String kind, Room room, Post post) {
        if (room.blocked || !visible(room, post)) {
            return 0;
        }
        return updates.add(kind, room.id, room.json(post));
    }

    /** With privacy mode on, a bot in a group sees commands, replies to it, mentions of it and service messages. */
    private boolean visible(Room room, Post post) {
        if (!room.isGroup() || readsAllGroupMessages || room.admin || post.service != null) {
            return true;
        }
        Post answered = room.posts.get(post.replyTo);
        boolean replies = answered != null && answered.from.equals(bot);
        boolean commands = post.entities.valueStream().anyMatch(e -> e.path("type").asString("").equals("bot_command"));
        return replies || commands || post.text.contains("@" + bot.username());
    }

    /** The bot's place in a chat changed. */
    long tellMembership(Room room, TelegramUser by, String before, String after) {
        ObjectNode change = JsonMapper.shared().createObjectNode();
        change.set("chat", room.json());
        change.set("from", by.json());
        change.put("date", clock.instant().getEpochSecond());
        change.set("old_chat_member", member(before));
        change.set("new_chat_member", member(after));
        return updates.add("my_chat_member", room.id, change);
    }

    private ObjectNode member(String status) {
        ObjectNode member = JsonMapper.shared().createObjectNode();
        member.set("user", bot.json());
        member.put("status", status);
        if (status.equals("administrator")) {
            ADMINISTRATOR_MAY.forEach(may -> member.put(may, true));
        }
        return status.equals("kicked") ? member.put("until_date", 0) : member;
    }

    /** The administrator of every group. */
    TelegramUser admin() {
        return new TelegramUser(5_900_000_001L, false, "Olga", "olga_runs_it", "en");
    }

    Pressed press() {
        Pressed pressed = new Pressed(Long.toString(++lastPress), clock.instant());
        presses.put(pressed.id, pressed);
        return pressed;
    }
}
