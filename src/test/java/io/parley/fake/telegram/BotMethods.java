package io.parley.fake.telegram;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** Does what the bot asks for, except polling and webhooks; each call runs under the world's lock. */
final class BotMethods {

    private static final Set<String> ACTIONS = Set.of("typing", "upload_photo", "record_video", "upload_video",
            "record_voice", "upload_voice", "upload_document", "choose_sticker", "find_location", "record_video_note",
            "upload_video_note");

    private final World world;
    private final Map<String, JsonNode> commands = new LinkedHashMap<>();
    private volatile Limits.Counter limits = new Limits.Counter(Limits.NONE);

    BotMethods(World world) {
        this.world = world;
    }

    void limits(Limits limits) {
        this.limits = new Limits.Counter(limits);
    }

    /** The result of a method, or null if this server does not have it. */
    @Nullable
    JsonNode call(String method, ObjectNode request) throws ApiError {
        world.lock.lock();
        try {
            return switch (method.toLowerCase(Locale.ROOT)) {
                case "getme" -> me();
                case "sendmessage" -> sendMessage(request);
                case "editmessagetext" -> editText(request);
                case "editmessagereplymarkup" -> editMarkup(request);
                case "deletemessage" -> delete(request);
                case "sendchataction" -> chatAction(request);
                case "answercallbackquery" -> answerCallback(request);
                case "setmessagereaction" -> react(request);
                case "setmycommands" -> setCommands(request);
                case "deletemycommands" -> forgetCommands(request);
                case "getmycommands" -> commands.getOrDefault(scope(request), JsonMapper.shared().createArrayNode());
                case "getchat" -> room(request).json();
                default -> null;
            };
        } finally {
            world.lock.unlock();
        }
    }

    /** The commands of a scope, as {@code type[:chat][:language]}. */
    Map<String, JsonNode> commands() {
        world.lock.lock();
        try {
            return Map.copyOf(commands);
        } finally {
            world.lock.unlock();
        }
    }

    private JsonNode me() {
        ObjectNode me = world.bot.json();
        return me.put("can_join_groups", true).put("can_read_all_group_messages", world.readsAllGroupMessages)
                .put("supports_guest_queries", false).put("supports_inline_queries", false)
                .put("can_connect_to_business", false).put("has_main_web_app", false)
                .put("has_topics_enabled", false).put("allows_users_to_create_topics", false)
                .put("can_manage_bots", false).put("supports_join_request_queries", false);
    }

    private JsonNode sendMessage(ObjectNode request) throws ApiError {
        Room room = writableRoom(request);
        TelegramHtml.Formatted text = Formatting.read(request);
        checkMarkup(request.path("reply_markup"));
        checkThread(room, request);
        int replyTo = replyTo(room, request);
        long wait = limits.waitFor(room.id, room.isGroup(), world.clock.instant());
        if (wait > 0) {
            throw ApiError.tooManyRequests(wait);
        }
        Post post = new Post(room.nextMessageId(), world.bot, world.clock.instant());
        write(post, request, text);
        post.replyTo = replyTo;
        post.thread = request.path("message_thread_id").asInt(0);
        post.topic = post.thread != 0;
        room.add(post);
        return room.json(post);
    }

    private static void write(Post post, ObjectNode request, TelegramHtml.Formatted text) {
        post.source = request.path("text").asString("");
        post.formatted = request.has("parse_mode");
        post.text = text.text();
        post.entities = Entities.json(text.spans());
        post.markup = request.get("reply_markup");
    }

    private int replyTo(Room room, ObjectNode request) throws ApiError {
        JsonNode reply = request.path("reply_parameters");
        int to = reply.path("message_id").asInt(0);
        if (to != 0 && !room.posts.containsKey(to)) {
            if (!reply.path("allow_sending_without_reply").asBoolean(false)) {
                throw ApiError.badRequest("message to be replied not found");
            }
            return 0;
        }
        return to;
    }

    private static void checkThread(Room room, ObjectNode request) throws ApiError {
        int thread = request.path("message_thread_id").asInt(0);
        if (thread != 0 && !room.topics.containsKey(thread)) {
            throw ApiError.badRequest("message thread not found");
        }
    }

    private static void checkMarkup(JsonNode markup) throws ApiError {
        for (JsonNode row : markup.path("inline_keyboard")) {
            for (JsonNode button : row) {
                if (button.path("text").asString("").isBlank()) {
                    throw ApiError.badRequest("inline keyboard button text can't be empty");
                }
                if (button.size() - (button.has("style") ? 1 : 0) - (button.has("icon_custom_emoji_id") ? 1 : 0) != 2) {
                    throw ApiError.badRequest("can't parse inline keyboard button: "
                            + "Text buttons are unallowed in the inline keyboard");
                }
            }
        }
    }

    private JsonNode editText(ObjectNode request) throws ApiError {
        Room room = writableRoom(request);
        Post post = ownPost(room, request);
        TelegramHtml.Formatted text = Formatting.read(request);
        checkMarkup(request.path("reply_markup"));
        boolean same = post.text.equals(text.text()) && post.entities.equals(Entities.json(text.spans()))
                && Objects.equals(post.markup, request.get("reply_markup"));
        changed(post, same);
        write(post, request, text);
        room.said.signalAll();
        return room.json(post);
    }

    private JsonNode editMarkup(ObjectNode request) throws ApiError {
        Room room = writableRoom(request);
        Post post = ownPost(room, request);
        checkMarkup(request.path("reply_markup"));
        JsonNode markup = request.get("reply_markup");
        JsonNode kept = markup == null || markup.path("inline_keyboard").isEmpty() ? null : markup;
        changed(post, Objects.equals(post.markup, kept));
        post.markup = kept;
        room.said.signalAll();
        return room.json(post);
    }

    private void changed(Post post, boolean same) throws ApiError {
        if (same) {
            throw ApiError.badRequest("message is not modified: specified new message content and reply markup are "
                    + "exactly the same as a current content and reply markup of the message");
        }
        post.edited = world.clock.instant();
        post.edits++;
    }

    private Post ownPost(Room room, ObjectNode request) throws ApiError {
        Post post = room.posts.get(request.path("message_id").asInt(0));
        if (post == null) {
            throw ApiError.badRequest("message to edit not found");
        }
        if (!post.from.equals(world.bot)) {
            throw ApiError.badRequest("message can't be edited");
        }
        return post;
    }

    private JsonNode delete(ObjectNode request) throws ApiError {
        Room room = writableRoom(request);
        Post post = room.posts.get(request.path("message_id").asInt(0));
        if (post == null) {
            throw ApiError.badRequest("message to delete not found");
        }
        if (!post.from.equals(world.bot) && room.isGroup() && !room.admin) {
            throw ApiError.badRequest("message can't be deleted");
        }
        room.posts.remove(post.id);
        return BooleanNode.TRUE;
    }

    private JsonNode chatAction(ObjectNode request) throws ApiError {
        Room room = writableRoom(request);
        String action = request.path("action").asString("");
        if (!ACTIONS.contains(action)) {
            throw ApiError.badRequest("wrong parameter action in request");
        }
        checkThread(room, request);
        room.actions.add(new ChatAction(action, request.path("message_thread_id").asInt(0), world.clock.instant()));
        return BooleanNode.TRUE;
    }

    private JsonNode answerCallback(ObjectNode request) throws ApiError {
        World.Pressed pressed = world.presses.get(request.path("callback_query_id").asString(""));
        if (pressed == null || pressed.at.plus(world.callbackLife).isBefore(world.clock.instant())) {
            throw ApiError.badRequest("query is too old and response timeout expired or query ID is invalid");
        }
        pressed.answered = true;
        pressed.notice = request.path("text").asString("");
        pressed.alert = request.path("show_alert").asBoolean(false);
        return BooleanNode.TRUE;
    }

    private JsonNode react(ObjectNode request) throws ApiError {
        Room room = writableRoom(request);
        Post post = room.posts.get(request.path("message_id").asInt(0));
        if (post == null) {
            throw ApiError.badRequest("message to react not found");
        }
        JsonNode reactions = request.path("reaction");
        if (reactions.size() > 1) {
            throw ApiError.badRequest("REACTIONS_TOO_MANY");
        }
        for (JsonNode reaction : reactions) {
            if (!Reactions.KNOWN.contains(reaction.path("emoji").asString(""))) {
                throw ApiError.badRequest("REACTION_INVALID");
            }
        }
        post.reactions.put(world.bot.id(),
                reactions.valueStream().map(r -> r.path("emoji").asString("")).toList());
        return BooleanNode.TRUE;
    }

    private JsonNode setCommands(ObjectNode request) throws ApiError {
        JsonNode list = request.path("commands");
        if (list.size() > 100) {
            throw ApiError.badRequest("too many commands specified");
        }
        for (JsonNode command : list) {
            if (!command.path("command").asString("").matches("[a-z0-9_]{1,32}")) {
                throw ApiError.badRequest("BOT_COMMAND_INVALID");
            }
        }
        commands.put(scope(request), list);
        return BooleanNode.TRUE;
    }

    private static String scope(ObjectNode request) {
        JsonNode scope = request.path("scope");
        String chat = scope.has("chat_id") ? ":" + scope.get("chat_id").asString() : "";
        String language = request.path("language_code").asString("");
        return scope.path("type").asString("default") + chat + (language.isEmpty() ? "" : ":" + language);
    }

    private JsonNode forgetCommands(ObjectNode request) {
        commands.remove(scope(request));
        return BooleanNode.TRUE;
    }

    private Room room(ObjectNode request) throws ApiError {
        Room room = world.rooms.get(request.path("chat_id").asLong(0));
        if (room == null) {
            throw ApiError.badRequest("chat not found");
        }
        return room;
    }

    private Room writableRoom(ObjectNode request) throws ApiError {
        Room room = room(request);
        if (room.migratedTo != 0) {
            throw ApiError.migrated(room.migratedTo);
        }
        if (room.blocked) {
            throw ApiError.forbidden(switch (room.kind) {
                case PRIVATE -> "bot was blocked by the user";
                case GROUP -> "bot was kicked from the group chat";
                case SUPERGROUP -> "bot was kicked from the supergroup chat";
            });
        }
        return room;
    }
}
