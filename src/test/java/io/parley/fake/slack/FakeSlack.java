package io.parley.fake.slack;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
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
    private static final int USES_OF_A_RESPONSE_URL = 5;

    private final List<Post> posts = new ArrayList<>();
    private final AtomicLong counter = new AtomicLong();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, List<JsonNode>> calls = new ConcurrentHashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Set<String> archived = new HashSet<>();
    private final Set<String> strangers = new HashSet<>();
    private final Set<String> reactions = new HashSet<>();
    private final List<JsonNode> views = new CopyOnWriteArrayList<>();
    private final BlockRules rules = new BlockRules(violations::add);
    private final long start = Instant.now().getEpochSecond();
    private volatile @Nullable URI target;
    private volatile boolean bySocket;
    private volatile int duplicatedEvery = Integer.MAX_VALUE;
    private volatile boolean revoked;
    private volatile boolean status = true;
    private volatile boolean assistantView;
    private volatile @Nullable Fault trouble;
    private volatile boolean feedbackButtons = true;
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
        Post post = add(channel, thread == null ? "" : thread, user, text, JsonMapper.shared().createArrayNode(),
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
        Post before = find(channel, ts).orElseThrow();
        Post after = new Post(channel, ts, before.thread(), before.user(), text, before.blocks(), before.metadata(),
                null, before.edits() + 1);
        replace(before, after);
        String now = nextTs();
        ObjectNode event = change(channel, "message_changed", now);
        ObjectNode message = message(after);
        message.putObject("edited").put("user", after.user()).put("ts", now);
        event.set("message", message);
        event.set("previous_message", message(before));
        event(event);
    }

    /** A person takes back what they wrote. */
    public void delete(String channel, String ts) {
        Post before = find(channel, ts).orElseThrow();
        remove(before);
        ObjectNode event = change(channel, "message_deleted", nextTs()).put("deleted_ts", ts);
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
                .put("item_user", post.user()).put("event_ts", nextTs());
        event.putObject("item").put("type", "message").put("channel", post.channel()).put("ts", post.ts());
        event(event);
    }

    /** A person presses the button whose value starts so. */
    public void press(String user, Post post, String value) {
        ObjectNode action = JsonMapper.shared().createObjectNode().put("type", "button").put("action_ts", nextTs())
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
                nextTs()).put("message_ts", post.ts()).put("response_url", responseUrl(post.channel(), user));
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
                .put("event_time", start);
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

    /** All that stands in a channel. */
    public synchronized List<Post> posts(String channel) {
        return posts.stream().filter(p -> p.channel().equals(channel)).toList();
    }

    synchronized Post add(String channel, String thread, String user, String text, JsonNode blocks, JsonNode metadata,
            @Nullable String onlyFor) {
        String place = channel.startsWith("U") ? "D" + channel.substring(1) : channel;
        Post post = new Post(place, nextTs(), thread.isEmpty() ? null : thread, user, text, blocks, metadata, onlyFor,
                0);
        posts.add(post);
        return post;
    }

    synchronized Optional<Post> find(String channel, String ts) {
        return posts.stream().filter(p -> p.channel().equals(channel) && p.ts().equals(ts)).findFirst();
    }

    synchronized void replace(Post before, Post after) {
        posts.set(posts.indexOf(before), after);
    }

    synchronized void remove(Post post) {
        posts.remove(post);
    }

    synchronized boolean responded(String path, JsonNode message) {
        if (uses.merge(path, 1, Integer::sum) > USES_OF_A_RESPONSE_URL) {
            return false;
        }
        MethodRules.check("response_url", message, violations::add);
        rules.message(message);
        String[] parts = path.split("/", -1);
        boolean forAll = message.path("response_type").asString("").equals("in_channel");
        add(parts[2], "", BOT, message.path("text").asString(""), message.path("blocks"),
                JsonMapper.shared().createObjectNode(), forAll ? null : parts[3]);
        return true;
    }

    /** Why a message is not taken there, if it is not. */
    synchronized Optional<String> refusal(String channel, JsonNode message) {
        if (archived.contains(channel) || strangers.contains(channel)) {
            return Optional.of(archived.contains(channel) ? "is_archived" : "not_in_channel");
        }
        boolean feedback = message.path("blocks").toString().contains("context_actions");
        return feedback && !feedbackButtons ? Optional.of("invalid_blocks") : Optional.empty();
    }

    public synchronized void archive(String channel) {
        archived.add(channel);
    }

    /** The bot is not in that channel. */
    public synchronized void keepOut(String channel) {
        strangers.add(channel);
    }

    synchronized boolean isStranger(String channel) {
        return strangers.contains(channel);
    }

    /** A workspace in which no status can be shown. */
    public void withoutStatus() {
        status = false;
    }

    boolean takesStatus() {
        return status;
    }

    /** An app from before the agent view. */
    public void withAssistantView() {
        assistantView = true;
    }

    boolean hasAssistantView() {
        return assistantView;
    }

    synchronized boolean putReaction(JsonNode request, boolean added) {
        String place = request.path("channel").asString("") + "/" + request.path("timestamp").asString("") + "/"
                + request.path("name").asString("");
        return added ? reactions.add(place) : reactions.remove(place);
    }

    /** The bot's own reactions, as {@code channel/ts/name}. */
    public synchronized Set<String> reactions() {
        return Set.copyOf(reactions);
    }

    /** A workspace without feedback buttons. */
    public void withoutFeedbackButtons() {
        feedbackButtons = false;
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

    /** Lets the next call of a method go wrong. */
    public void fail(String method, Fault... next) {
        faults.computeIfAbsent(method, m -> new java.util.concurrent.ConcurrentLinkedQueue<>(new ArrayDeque<>()))
                .addAll(List.of(next));
    }

    /** Every call goes wrong in this way from now on, until told otherwise. */
    public void trouble(@Nullable Fault lasting) {
        trouble = lasting;
    }

    @Nullable
    Fault nextFault(String method) {
        Queue<Fault> queue = faults.get(method);
        Fault next = queue == null ? null : queue.poll();
        return next == null ? trouble : next;
    }

    boolean isInTrouble() {
        return trouble != null;
    }

    void record(String method, JsonNode request) {
        calls.computeIfAbsent(method, m -> new CopyOnWriteArrayList<>()).add(request);
    }

    /** The calls of a method so far. */
    public List<JsonNode> calls(String method) {
        return List.copyOf(calls.getOrDefault(method, List.of()));
    }

    void opened(JsonNode view) {
        views.add(view);
    }

    /** The dialogs that were opened. */
    public List<JsonNode> views() {
        return List.copyOf(views);
    }

    BlockRules rules() {
        return rules;
    }

    void violation(String what) {
        violations.add(what);
    }

    public List<String> violations() {
        return List.copyOf(violations);
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

    /** The {@code ts} of a message that is to be. */
    public String nextTs() {
        return String.format(java.util.Locale.ROOT, "%d.%06d", start, counter.incrementAndGet());
    }

    @Override
    public void close() {
        bringing.close();
        api.close();
        sockets.close();
    }
}
