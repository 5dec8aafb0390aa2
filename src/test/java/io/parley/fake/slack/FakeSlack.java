package io.parley.fake.slack;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One workspace with one app in it: takes calls of methods, brings events by HTTP or by socket, and keeps what is to be seen in
 * channels. Calls that break a documented rule are kept as violations.
 */
public final class FakeSlack implements AutoCloseable {
    public static final String BOT_TOKEN = "xoxb-1-fake";
    public static final String APP_TOKEN = "xapp-1-fake";
    public static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    public static final String BOT = "U0BOT";
    public static final String BOT_ID = "B0BOT";
    public static final String TEAM = "T0TEAM";
    static final String ALL_SCOPES = "app_mentions:read,assistant:write,channels:history,chat:write,commands,"
            + "groups:history,im:history,mpim:history,reactions:read,reactions:write";

    private final Workspace workspace = new Workspace();
    private final Troubles troubles = new Troubles();
    private final AtomicLong counter = new AtomicLong();
    private final Map<String, List<JsonNode>> calls = new ConcurrentHashMap<>();
    private volatile @Nullable URI target;
    private volatile boolean bySocket;
    private volatile int duplicatedEvery = Integer.MAX_VALUE;
    private volatile boolean revoked;
    private volatile String scopes = ALL_SCOPES;
    private final Bringing bringing = new Bringing(() -> target);
    private final Sockets sockets = new Sockets();
    private final ApiServer api = new ApiServer(this);

    public static FakeSlack start() {
        return new FakeSlack();
    }

    /** Where its methods are. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + api.port());
    }

    /** Brings events to that address from now on. */
    public void bringTo(@Nullable URI events) {
        target = events;
    }

    /** Sends events over sockets from now on. */
    public void useSocket() {
        bySocket = true;
    }

    /** A person writes; gives the message's {@code ts}. */
    public String say(String channel, String user, String text, @Nullable String thread) {
        return say(channel, user, text, thread, event -> {});
    }

    /** A person writes, with something more in the event. */
    public String say(String channel, String user, String text, @Nullable String thread,
            java.util.function.Consumer<ObjectNode> more) {
        Post post = workspace.add(channel, thread == null ? "" : thread, user, text,
                JsonMapper.shared().createArrayNode(),
                JsonMapper.shared().createObjectNode(), null);
        ObjectNode message = message(post).put("channel", channel).put("event_ts", post.ts()).put("channel_type",
                channel.startsWith("D") ? "im" : "channel");
        more.accept(message);
        event(message);
        if (text.contains("<@" + BOT + ">") && !channel.startsWith("D")) {
            ObjectNode mention = message.deepCopy().put("type", "app_mention");
            mention.remove("channel_type");
            event(mention);
        }
        return post.ts();
    }

    private static ObjectNode message(Post post) {
        ObjectNode message = JsonMapper.shared().createObjectNode().put("type", "message").put("user", post.user())
                .put("text", post.text()).put("ts", post.ts()).put("team", TEAM);
        return post.thread() == null ? message : message.put("thread_ts", post.thread());
    }

    /** A person changes what they wrote. */
    public void edit(String channel, String ts, String text) {
        Post before = workspace.find(channel, ts).orElseThrow();
        Post after = new Post(channel, ts, before.thread(), before.user(), text, before.blocks(), before.metadata(),
                null, before.edits() + 1);
        workspace.replace(before, after);
        String now = workspace.nextTs();
        ObjectNode event = change(channel, "message_changed", now);
        ObjectNode message = message(after);
        message.putObject("edited").put("user", after.user()).put("ts", now);
        event.set("message", message);
        event.set("previous_message", message(before));
        event(event);
    }

    /** A person takes back what they wrote. */
    public void delete(String channel, String ts) {
        Post before = workspace.find(channel, ts).orElseThrow();
        workspace.remove(before);
        ObjectNode event = change(channel, "message_deleted", workspace.nextTs()).put("deleted_ts", ts);
        event.set("previous_message", message(before));
        event(event);
    }

    private static ObjectNode change(String channel, String subtype, String now) {
        return JsonMapper.shared().createObjectNode().put("type", "message").put("subtype", subtype)
                .put("hidden", true).put("channel", channel).put("ts", now).put("event_ts", now)
                .put("channel_type", channel.startsWith("D") ? "im" : "channel");
    }

    /** A person puts an emoji on a message, or takes it away. */
    public void react(String user, Post post, String emoji, boolean added) {
        ObjectNode event = JsonMapper.shared().createObjectNode()
                .put("type", added ? "reaction_added" : "reaction_removed").put("user", user).put("reaction", emoji)
                .put("item_user", post.user()).put("event_ts", workspace.nextTs());
        event.putObject("item").put("type", "message").put("channel", post.channel()).put("ts", post.ts());
        event(event);
    }

    /** A person presses the button whose value starts so. */
    public void press(String user, Post post, String value) {
        ObjectNode action = JsonMapper.shared().createObjectNode().put("type", "button")
                .put("action_ts", workspace.nextTs())
                .put("value", values(post).stream().filter(v -> v.startsWith(value)).findFirst().orElseThrow());
        ObjectNode content = interaction("block_actions", user).put("response_url",
                responseUrl(post.channel(), user));
        content.putObject("container").put("type", "message").put("message_ts", post.ts()).put("channel_id",
                post.channel()).put("is_ephemeral", post.onlyFor() != null);
        content.putObject("channel").put("id", post.channel());
        if (post.onlyFor() == null) {
            content.set("message", message(post));
        }
        content.putArray("actions").add(action);
        interactive(content);
    }

    /** What the buttons under a message carry. */
    public static List<String> values(Post post) {
        return post.blocks().findValuesAsString("value");
    }

    /** A person gives the command. */
    public void command(String channel, String user, String text) {
        ObjectNode content = JsonMapper.shared().createObjectNode().put("team_id", TEAM).put("channel_id", channel)
                .put("user_id", user).put("user_name", "ann").put("command", "/ask").put("text", text)
                .put("api_app_id", "A1").put("response_url", responseUrl(channel, user)).put("trigger_id", trigger());
        if (bySocket) {
            sockets.send("slash_commands", content);
        } else {
            bringing.form(String.join("&", content.properties().stream()
                    .map(e -> Bringing.field(e.getKey(), e.getValue().asString())).toList()));
        }
    }

    /** A person wants a message answered. */
    public void shortcut(String user, Post post) {
        ObjectNode content = interaction("message_action", user).put("callback_id", "answer_this").put("action_ts",
                workspace.nextTs()).put("message_ts", post.ts()).put("response_url", responseUrl(post.channel(), user));
        content.putObject("channel").put("id", post.channel());
        content.set("message", message(post));
        interactive(content);
    }

    /** A person sends a dialog off. */
    public void submit(String user, JsonNode view, String comment) {
        ObjectNode content = interaction("view_submission", user);
        ObjectNode sent = (ObjectNode) view.deepCopy();
        sent.putObject("state").putObject("values").putObject("comment").putObject("comment")
                .put("type", "plain_text_input").put("value", comment);
        content.set("view", sent);
        interactive(content);
    }

    private ObjectNode interaction(String type, String user) {
        ObjectNode content = JsonMapper.shared().createObjectNode().put("type", type).put("trigger_id", trigger());
        content.putObject("user").put("id", user);
        content.putObject("team").put("id", TEAM);
        return content;
    }

    private void interactive(ObjectNode content) {
        if (bySocket) {
            sockets.send("interactive", content);
        } else {
            bringing.form(Bringing.field("payload", content.toString()));
        }
    }

    /** Something else happens. */
    public void event(ObjectNode event) {
        ObjectNode content = JsonMapper.shared().createObjectNode().put("type", "event_callback")
                .put("team_id", TEAM).put("api_app_id", "A1").put("event_id", "Ev" + counter.incrementAndGet())
                .put("event_time", Instant.now().getEpochSecond());
        content.set("event", event);
        content.putArray("authorizations").addObject().put("team_id", TEAM).put("user_id", BOT).put("is_bot", true);
        send(content);
        if (counter.get() % duplicatedEvery == 0) {
            send(content);
        }
    }

    private void send(ObjectNode content) {
        if (bySocket) {
            sockets.send("events_api", content);
        } else {
            bringing.json(content.toString());
        }
    }

    /** Brings one event in so many twice. */
    public void duplicateOneIn(int events) {
        duplicatedEvery = events;
    }

    /** What the bot wrote in a thread and stands there now. */
    public List<Post> answers(String channel, String root) {
        return posts(channel).stream().filter(p -> p.user().equals(BOT) && p.root().equals(root)).toList();
    }

    public void revoke(boolean token) {
        revoked = token;
    }

    boolean tokenRevoked() {
        return revoked;
    }

    public void grant(String granted) {
        scopes = granted;
    }

    String scopes() {
        return scopes;
    }

    /** What there is to be seen, and what the workspace can do. */
    public Workspace workspace() {
        return workspace;
    }

    /** All that stands in a channel. */
    public List<Post> posts(String channel) {
        return workspace.posts(channel);
    }

    /** What broke a documented rule. */
    public List<String> violations() {
        return workspace.violations();
    }

    /** The dialogs that were opened. */
    public List<JsonNode> views() {
        return workspace.views();
    }

    /** The bot's own reactions, as {@code channel/ts/name}. */
    public Set<String> reactions() {
        return workspace.reactions();
    }

    /** Lets the next calls of a method go wrong. */
    public void fail(String method, Fault... next) {
        troubles.add(method, next);
    }

    /** Every call goes wrong in this way from now on, until told otherwise. */
    public void trouble(@Nullable Fault lasting) {
        troubles.lasting(lasting);
    }

    Troubles troubles() {
        return troubles;
    }

    void record(String method, JsonNode request) {
        calls.computeIfAbsent(method, m -> new CopyOnWriteArrayList<>()).add(request);
    }

    /** The calls of a method so far. */
    public List<JsonNode> calls(String method) {
        return List.copyOf(calls.getOrDefault(method, List.of()));
    }

    /** Is not there until {@link #up}. */
    public void down() {
        api.down();
        sockets.cut();
    }

    public void up() {
        api.up();
    }

    /** Lets time pass for what was not taken. */
    public void turn(Duration by) {
        bringing.turn(by);
    }

    /** Whether the application took everything. */
    public boolean isIdle() {
        return bringing.isIdle() && sockets.isIdle();
    }

    /** What Slack gave up to bring. */
    public List<String> lost() {
        return bringing.lost();
    }

    /** Asks the clients of sockets to reconnect. */
    public void disconnect(String reason) {
        sockets.disconnect(reason);
    }

    /** Cuts the sockets. */
    public void cut() {
        sockets.cut();
    }

    public boolean isConnected() {
        return sockets.isConnected();
    }

    public int connectionsSoFar() {
        return sockets.connectionsSoFar();
    }

    String socketUrl() {
        return "ws://127.0.0.1:" + sockets.getPort() + "/link?ticket=" + counter.incrementAndGet();
    }

    /** A signature as Slack makes it. */
    public static String signature(String secret, String timestamp, String body) {
        return Bringing.signature(secret, timestamp, body);
    }

    private String responseUrl(String channel, String user) {
        return url() + "/hooks/" + channel + "/" + user + "/" + counter.incrementAndGet();
    }

    private String trigger() {
        return counter.incrementAndGet() + ".2.abc";
    }

    @Override
    public void close() {
        bringing.close();
        api.close();
        sockets.close();
    }
}
