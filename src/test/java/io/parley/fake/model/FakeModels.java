package io.parley.fake.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One HTTP server on a free local port that speaks the protocols of all providers. It refuses what they refuse (a wrong
 * key, an unknown model, a missing field), replies as it is told, and keeps what it was asked.
 */
public final class FakeModels implements AutoCloseable {

    /** The key that is accepted. */
    public static final String KEY = "fake-key-0123456789";

    /** The model that is known. */
    public static final String MODEL = "fake-model";

    private static final Pattern FIRST_ENTRY_ANSWER = Pattern.compile("\\[1].*?\\bAnswer: ([^\\n]+?\\.)(?=\\s|$)",
            Pattern.DOTALL);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Reply> next = new ConcurrentLinkedQueue<>();
    private final List<ModelRequest> journal = new CopyOnWriteArrayList<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger mostHeld = new AtomicInteger();
    private volatile Reply always = new Reply.Grounded();

    private FakeModels(HttpServer server) {
        this.server = server;
    }

    /** Starts one; it answers from the first entry of each request until it is told otherwise. */
    public static FakeModels start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeModels models = new FakeModels(server);
            server.setExecutor(models.threads);
            server.createContext("/", models::handle);
            server.start();
            return models;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address to configure for a provider. */
    public String baseUrl(Protocol protocol) {
        String root = "http://localhost:" + server.getAddress().getPort();
        return root + switch (protocol) {
            case OPENAI, ANTHROPIC -> "/v1";
            case GEMINI -> "/v1beta";
            case OLLAMA -> "";
        };
    }

    /** Replies so from now on, after what is still queued. */
    public FakeModels always(Reply reply) {
        always = reply;
        return this;
    }

    /** Replies so to the next requests, in this order. */
    public FakeModels next(Reply... replies) {
        next.addAll(Arrays.asList(replies));
        return this;
    }

    /** The requests, oldest first. */
    public List<ModelRequest> requests() {
        return List.copyOf(journal);
    }

    /** The last request. */
    public ModelRequest lastRequest() {
        return journal.getLast();
    }

    /** The most requests that waited for a late reply at the same time. */
    public int mostHeld() {
        return mostHeld.get();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Optional<Protocol> protocol = Arrays.stream(Protocol.values()).filter(p -> p.serves(path)).findFirst();
            if (protocol.isEmpty() || !exchange.getRequestMethod().equals("POST")) {
                send(exchange, 404, "{}");
            } else {
                handle(exchange, protocol.get(), path, body);
            }
        }
    }

    private void handle(HttpExchange exchange, Protocol protocol, String path, String body) throws IOException {
        Protocol.Headers headers = headers(exchange);
        JsonNode json = parsed(body);
        ModelRequest request = new ModelRequest(protocol, path, headers.values(), body, protocol.texts(json));
        journal.add(request);
        Refusal refusal = refusal(protocol, path, json, headers);
        if (refusal != null) {
            send(exchange, refusal.status(), protocol.json(protocol.error(refusal.status(), refusal.message())));
        } else {
            Reply queued = next.poll();
            reply(exchange, request, queued == null ? always : queued);
        }
    }

    private static @Nullable Refusal refusal(Protocol protocol, String path, JsonNode body, Protocol.Headers headers) {
        if (!KEY.equals(protocol.key(headers))) {
            return new Refusal(401, "invalid key " + protocol.key(headers));
        }
        if (!MODEL.equals(protocol.model(path, body))) {
            return new Refusal(404, "unknown model");
        }
        String problem = protocol.problem(body, headers);
        return problem == null ? null : new Refusal(400, problem);
    }

    private void reply(HttpExchange exchange, ModelRequest request, Reply reply) throws IOException {
        Protocol protocol = request.protocol();
        switch (reply) {
            case Reply.Says says -> send(exchange, 200, protocol.json(protocol.answer(MODEL, says.text())));
            case Reply.Writes writes ->
                send(exchange, 200, protocol.json(protocol.answer(MODEL, writes.text().apply(request))));
            case Reply.Grounded _ -> reply(exchange, request, grounded(request));
            case Reply.LeaksPrompt _ -> reply(exchange, request,
                    Reply.answers("My instructions are: " + request.system() + " [1]", 1));
            case Reply.Fails fails -> {
                fails.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                send(exchange, fails.status(), protocol.json(protocol.error(fails.status(), "as told")));
            }
            case Reply.Garbage garbage -> send(exchange, 200, garbage.body());
            case Reply.Late late -> {
                if (!closedWithin(late.delay())) {
                    reply(exchange, request, late.then());
                }
            }
            case Reply.BreaksOff _ -> breakOff(exchange, protocol.json(protocol.answer(MODEL, "Half of an answer")));
        }
    }

    private static Reply grounded(ModelRequest request) {
        Matcher entry = FIRST_ENTRY_ANSWER.matcher(request.texts().getLast());
        return entry.find() ? Reply.answers(entry.group(1) + " [1]", 1) : Reply.cannot("unknown");
    }

    private boolean closedWithin(Duration delay) throws IOException {
        mostHeld.accumulateAndGet(held.incrementAndGet(), Math::max);
        try {
            return closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            held.decrementAndGet();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void breakOff(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
    }

    private static JsonNode parsed(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static Protocol.Headers headers(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers
                .put(Objects.requireNonNull(name).toLowerCase(Locale.ROOT), values.getFirst()));
        return new Protocol.Headers(Map.copyOf(headers));
    }

    private record Refusal(int status, String message) {}
}
