package io.parley.fake.telegram;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Telegram with one bot, on a port of this machine. The bot may run in this process or in any other; people, faults and
 * time are played by the test. Safe for use by many threads.
 *
 * <pre>{@code
 * try (var telegram = FakeTelegram.start()) {
 *     // start the application with telegram.url() and telegram.token()
 *     FakeChat chat = telegram.privateChat("Ann");
 *     Line answer = chat.say("Where is my order?").awaitAnswer();
 *     chat.press(answer, "👍");
 *     assertThat(telegram.violations()).isEmpty();
 * }
 * }</pre>
 */
public final class FakeTelegram implements AutoCloseable {

    /** The token of the bot. */
    public static final String TOKEN = "7000000001:AAFakeTokenForTestsOnly-0123456789abcde";

    private final World world = new World(new TelegramUser(7_000_000_001L, true, "Parley", "parley_shop_bot", ""));
    private final BotMethods methods = new BotMethods(world);
    private final WebhookSender webhook = new WebhookSender(world);
    private final BotApiSpec spec = BotApiSpec.load();
    private final Faults faults = new Faults();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final BotApiServer server;

    private FakeTelegram(int port) {
        try {
            server = new BotApiServer(port, TOKEN, spec, new Desk());
        } catch (IOException e) {
            throw new UncheckedIOException("the Telegram test server cannot listen on port " + port, e);
        }
    }

    /** Starts on a free port. */
    public static FakeTelegram start() {
        return new FakeTelegram(0);
    }

    /** Starts on this port. */
    public static FakeTelegram start(int port) {
        return new FakeTelegram(port);
    }

    /** The URL that the bot uses in place of {@code https://api.telegram.org}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public String token() {
        return TOKEN;
    }

    /** The bot as others see it. */
    public TelegramUser bot() {
        return world.bot;
    }

    /** A new person. */
    public TelegramUser user(String firstName) {
        return world.person(firstName);
    }

    /** The chat between a person and the bot; always the same for the same person. */
    public FakeChat privateChat(TelegramUser person) {
        return new FakeChat(world, world.privateChat(person), 0);
    }

    /** A new person's chat with the bot. */
    public FakeChat privateChat(String firstName) {
        return privateChat(user(firstName));
    }

    /** A new group with the bot in it, as a member. */
    public FakeChat group(String title) {
        return new FakeChat(world, world.group(title), 0);
    }

    /** A new supergroup with the bot in it, as a member. */
    public FakeChat supergroup(String title) {
        return new FakeChat(world, world.supergroup(title, false), 0);
    }

    /** A new supergroup with topics; see {@link FakeChat#topic}. */
    public FakeChat forum(String title) {
        return new FakeChat(world, world.supergroup(title, true), 0);
    }

    /** Queues an update as it stands, whether it makes sense or not; gives its id. */
    public long push(String updateJson) {
        return world.updates.addRaw(updateJson);
    }

    /** The faults to inject. */
    public Faults faults() {
        return faults;
    }

    /** The server's time. */
    public SettableClock clock() {
        return world.clock;
    }

    /** Refuses connections until {@link #up()}. */
    public void down() {
        server.down();
    }

    /** Listens again, on the same port. */
    public void up() {
        try {
            server.up();
        } catch (IOException e) {
            throw new UncheckedIOException("the Telegram test server cannot listen again", e);
        }
    }

    /** From now on these limits hold; at the start none does. */
    public void limits(Limits limits) {
        methods.limits(limits);
    }

    /** Turns privacy mode off or on; at the start it is on. */
    public void botReadsAllGroupMessages(boolean all) {
        world.readsAllGroupMessages = all;
    }

    /** Whether reactions in private chats reach the bot; at the start they do, if it asks for them. */
    public void reactionsInPrivateChats(boolean arrive) {
        world.reactionsInPrivateChats = arrive;
    }

    /** How long a press can be answered; 15 seconds at the start. */
    public void callbacksLive(Duration time) {
        world.callbackLife = time;
    }

    /** The first wait before an update is brought to the webhook again; it doubles; a second at the start. */
    public void webhookRetry(Duration first) {
        webhook.firstRetry(first);
    }

    /** Every call so far, in order of their answers. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The calls of one method. */
    public List<Call> calls(String method) {
        return calls.stream().filter(c -> c.method().equalsIgnoreCase(method)).toList();
    }

    /** The bot's requests that violate the published description of the interface. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** How the bot polled. */
    public PollStats.Seen polls() {
        return world.updates.stats();
    }

    /** How many updates the bot has not confirmed. */
    public int unconfirmed() {
        return world.updates.size();
    }

    /** The kinds of update that the bot asked for, or null if it never said. */
    public @Nullable Set<String> allowedUpdates() {
        return world.updates.allowed();
    }

    /** The commands that the bot registered, by {@code scope[:chat][:language]}. */
    public Map<String, JsonNode> commands() {
        return methods.commands();
    }

    @Override
    public void close() {
        world.updates.close();
        webhook.close();
        server.close();
    }

    /** Serves calls as they come from the wire. */
    private final class Desk implements BotApiServer.Caller {

        @Override
        public BotApiServer.Reply call(String method, ObjectNode request, Connection connection) {
            try {
                check(method, request);
                return new BotApiServer.Reply(200, "application/json",
                        "{\"ok\":true,\"result\":" + result(method, request, connection) + "}");
            } catch (ApiError e) {
                return BotApiServer.reply(e);
            }
        }

        private void check(String method, ObjectNode request) throws ApiError {
            if (!spec.present()) {
                return;
            }
            if (spec.methodName(method) == null) {
                violation(method + " is not a method");
                throw ApiError.notFound();
            }
            List<String> problems = spec.problems(method, request);
            if (!problems.isEmpty()) {
                violation(String.join("; ", problems));
                throw ApiError.badRequest(String.join("; ", problems));
            }
        }

        private String result(String method, ObjectNode request, Connection connection) throws ApiError {
            return switch (method.toLowerCase(Locale.ROOT)) {
                case "getupdates" -> world.updates.poll(request, connection::gone);
                case "setwebhook" -> webhook.set(request).toString();
                case "deletewebhook" -> webhook.delete(request).toString();
                case "getwebhookinfo" -> webhook.info().toString();
                default -> done(method, request);
            };
        }

        private String done(String method, ObjectNode request) throws ApiError {
            JsonNode result = methods.call(method, request);
            if (result == null) {
                violation(method + " is not a method of this test server");
                throw ApiError.notFound();
            }
            return result.toString();
        }

        @Override
        public @Nullable Fault fault(String method, ObjectNode request) {
            return faults.take(method, request);
        }

        @Override
        public void record(String method, ObjectNode request, BotApiServer.Reply reply, @Nullable Fault fault) {
            calls.add(new Call(world.clock.instant(), method, request, reply.status(), reply.body(), fault));
        }

        @Override
        public void violation(String what) {
            violations.add(what);
        }
    }

    /** Runs a chat by hand: each line that is typed is said, and what the bot answers is printed. Argument: a port. */
    public static void main(String[] args) throws IOException {
        try (var telegram = start(args.length > 0 ? Integer.parseInt(args[0]) : 8081);
                var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("PARLEY_TELEGRAM_API_URL=" + telegram.url());
            System.out.println("PARLEY_TELEGRAM_TOKEN=" + telegram.token());
            FakeChat chat = telegram.privateChat("Ann");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                chat.say(line).awaitAnswers(1, Duration.ofMinutes(1))
                        .forEach(answer -> System.out.println(answer.text() + " " + answer.labels()));
            }
        }
    }
}
