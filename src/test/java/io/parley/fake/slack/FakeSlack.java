package io.parley.fake.slack;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One workspace with one app in it: takes calls of methods, brings events by HTTP or by socket, and keeps what is to be seen in
 * channels. Calls that break a documented rule are kept as violations.
 */
public final class FakeSlack extends People implements AutoCloseable {
    public static final String BOT_TOKEN = "xoxb-1-fake";
    public static final String APP_TOKEN = "xapp-1-fake";
    public static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    public static final String BOT = "U0BOT";
    public static final String BOT_ID = "B0BOT";
    public static final String TEAM = "T0TEAM";
    static final String ALL_SCOPES = "app_mentions:read,assistant:write,channels:history,chat:write,commands,"
            + "groups:history,im:history,mpim:history,reactions:read,reactions:write,users:read,users:read.email";

    private final Workspace workspace;
    private final Troubles troubles = new Troubles();
    private final AtomicLong tickets = new AtomicLong();
    private final Map<String, List<JsonNode>> calls = new ConcurrentHashMap<>();
    private volatile @Nullable URI target;
    private volatile boolean bySocket;
    private volatile boolean revoked;
    private volatile String scopes = ALL_SCOPES;
    private final Bringing bringing = new Bringing(() -> target);
    private final Sockets sockets = new Sockets();
    private final ApiServer api = new ApiServer(this);

    private FakeSlack(Workspace workspace) {
        super(workspace);
        this.workspace = workspace;
    }

    public static FakeSlack start() {
        return new FakeSlack(new Workspace());
    }

    /** Where its methods are. */
    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + api.port());
    }

    /** For tests that are not about what happens after Slack's 3 seconds: waits for as long as a busy machine may take. */
    public FakeSlack waitingFor(Duration longest) {
        bringing.waitFor(longest);
        return this;
    }

    /** Brings events to that address from now on. */
    public void bringTo(@Nullable URI events) {
        target = events;
    }

    /** Sends events over sockets from now on. */
    public void useSocket() {
        bySocket = true;
    }

    @Override
    void bring(Kind kind, ObjectNode content) {
        if (bySocket) {
            sockets.send(kind.envelope(), content);
        } else {
            switch (kind) {
                case EVENT -> bringing.json(content.toString(), thread(content.path("event")),
                        place(content.path("event"), "ts"));
                case INTERACTION -> bringing.form(Bringing.field("payload", content.toString()));
                case COMMAND -> bringing.form(String.join("&", content.properties().stream()
                        .map(e -> Bringing.field(e.getKey(), e.getValue().asString())).toList()));
            }
        }
    }

    private static String thread(JsonNode event) {
        return place(event, event.has("thread_ts") ? "thread_ts" : "ts");
    }

    private static String place(JsonNode event, String ts) {
        return event.path("channel").asString("") + "/" + event.path(ts).asString("");
    }

    /** Whether one message of a channel was taken by the application before another was brought to it. */
    public boolean tookBefore(String channel, String ts, String otherTs) {
        return bringing.tookBefore(channel + "/" + ts, channel + "/" + otherTs);
    }

    /** How many messages the application took that were brought over HTTP. */
    public int taken() {
        return bringing.taken();
    }

    /** Whether nothing is being brought over HTTP, and something waits for its next try. */
    public boolean isWaiting() {
        return bringing.isWaiting();
    }

    /** Whether something waits that is brought only once more. */
    public boolean isOnLastTry() {
        return bringing.isOnLastTry();
    }

    /** The bot's messages in a thread as they stand now. */
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

    /** The workspace: its messages and its capabilities. */
    public Workspace workspace() {
        return workspace;
    }

    /** All that stands in a channel. */
    public List<Post> posts(String channel) {
        return workspace.posts(channel);
    }

    /** The calls that broke a documented rule. */
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

    /** The events that Slack gave up delivering. */
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
        return "ws://127.0.0.1:" + sockets.getPort() + "/link?ticket=" + tickets.incrementAndGet();
    }

    /** A signature as Slack makes it. */
    public static String signature(String secret, String timestamp, String body) {
        return Bringing.signature(secret, timestamp, body);
    }

    @Override
    public void close() {
        bringing.close();
        api.close();
        sockets.close();
    }
}
