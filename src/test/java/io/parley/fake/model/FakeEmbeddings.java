package io.parley.fake.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One HTTP server on a free local port that speaks the embedding protocols of OpenAI and of Ollama. Texts that share words get
 * vectors that are near each other. It refuses what they refuse, fails as it is told, and keeps the texts that it embedded.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings/create">OpenAI's embeddings</a>
 * @see <a href="https://github.com/ollama/ollama/blob/main/docs/api.md#generate-embeddings">Ollama's embed</a>
 */
public final class FakeEmbeddings implements AutoCloseable {

    /** The key that OpenAI's protocol accepts. */
    public static final String KEY = "fake-embedding-key-0123456789";
    /** The model that is known. */
    public static final String MODEL = "fake-embedding";

    private static final int MAX_INPUTS = 2_048;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> embedded = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile int dimension = 64;
    private volatile Mood mood = Mood.WORKS;

    /** What it does with a proper request. */
    public enum Mood {
        /** It answers. */
        WORKS,
        /** Too many requests. */
        RATE_LIMITS,
        /** A fault of its own. */
        FAILS,
        /** It begins an answer that never ends. */
        HANGS,
        /** It sends what is no JSON. */
        TALKS_NONSENSE,
        /** It sends a vector less than there are texts. */
        FORGETS_ONE
    }

    private FakeEmbeddings(HttpServer server) {
        this.server = server;
    }

    /** Starts one that works and gives vectors of 64 numbers. */
    public static FakeEmbeddings start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeEmbeddings embeddings = new FakeEmbeddings(server);
            server.setExecutor(embeddings.threads);
            server.createContext("/v1/embeddings", embeddings::openAi);
            server.createContext("/api/embed", embeddings::ollama);
            server.start();
            return embeddings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address to configure for a provider, openai or ollama. */
    public String baseUrl(String provider) {
        return "http://localhost:" + server.getAddress().getPort() + (provider.equals("openai") ? "/v1" : "");
    }

    /** Behaves so from now on. */
    public FakeEmbeddings mood(Mood wanted) {
        mood = wanted;
        return this;
    }

    /** Fails after so many more calls. */
    public FakeEmbeddings failsAfter(int more) {
        left.set(more);
        return this;
    }

    /** Works from now on. */
    public FakeEmbeddings works() {
        left.set(Integer.MAX_VALUE);
        return mood(Mood.WORKS);
    }

    /** Gives vectors of so many numbers from now on. */
    public FakeEmbeddings dimension(int numbers) {
        dimension = numbers;
        return this;
    }

    /** Refuses each request in which a text has this word. */
    public FakeEmbeddings refuses(String word) {
        refused.add(word);
        return this;
    }

    /** The texts that were embedded, oldest first. */
    public List<String> embedded() {
        return List.copyOf(embedded);
    }

    /** All that came, whether it was embedded or not. */
    public Set<String> sent() {
        return Set.copyOf(sent);
    }

    /** How many requests came. */
    public int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void openAi(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = body(exchange);
            if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, Map.of("error", Map.of("message", "Incorrect API key provided", "type",
                        "invalid_request_error", "code", "invalid_api_key")));
            } else if (!MODEL.equals(body.path("model").asString(""))) {
                send(exchange, 404, Map.of("error", Map.of("message", "The model does not exist", "type",
                        "invalid_request_error", "code", "model_not_found")));
            } else {
                answer(exchange, body, "data", (at, vector) -> Map.of("object", "embedding", "index", at, "embedding",
                        body.path("encoding_format").asString("float").equals("base64") ? base64(vector) : vector));
            }
        }
    }

    private void ollama(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = body(exchange);
            if (!MODEL.equals(body.path("model").asString(""))) {
                send(exchange, 404, Map.of("error", "model not found, try pulling it first"));
            } else {
                answer(exchange, body, "embeddings", (at, vector) -> vector);
            }
        }
    }

    private interface Item {
        Object of(int at, float[] vector);
    }

    private void answer(HttpExchange exchange, JsonNode body, String name, Item item) throws IOException {
        List<String> texts = new ArrayList<>();
        body.path("input").forEach(text -> texts.add(text.asString()));
        if (texts.isEmpty() || texts.size() > MAX_INPUTS || texts.stream().anyMatch(String::isEmpty)
                || texts.stream().anyMatch(text -> refused.stream().anyMatch(text::contains))) {
            send(exchange, 400, Map.of("error", Map.of("message", "invalid input: " + texts, "type",
                    "invalid_request_error")));
            return;
        }
        switch (left.getAndDecrement() > 0 ? mood : Mood.FAILS) {
            case RATE_LIMITS -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                send(exchange, 429, Map.of("error", Map.of("message", "Rate limit reached", "type", "requests")));
            }
            case FAILS -> send(exchange, 500, Map.of("error", Map.of("message", "as told", "type", "server_error")));
            case HANGS -> hang(exchange);
            case TALKS_NONSENSE -> send(exchange, 200, "Sorry?");
            case FORGETS_ONE -> give(exchange, texts.subList(1, texts.size()), name, item);
            case WORKS -> {
                embedded.addAll(texts);
                give(exchange, texts, name, item);
            }
        }
    }

    private void give(HttpExchange exchange, List<String> texts, String name, Item item) throws IOException {
        int asked = dimension;
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("model", MODEL, "object", "list", "usage",
                Map.of("prompt_tokens", 1, "total_tokens", 1)));
        answer.put(name, IntStream.range(0, texts.size()).mapToObj(at -> item.of(at, vector(texts.get(at), asked)))
                .toList());
        send(exchange, 200, answer);
    }

    /** Each word points in a direction of its own, or nearly so. */
    private static float[] vector(String text, int dimension) {
        float[] vector = new float[dimension];
        vector[0] = 0.1f;
        for (String word : text.toLowerCase(Locale.ROOT).split("\\P{L}+", -1)) {
            vector[Math.floorMod(word.hashCode() * 31, dimension)] += word.length();
        }
        return vector;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private JsonNode body(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode json = JsonMapper.shared().readTree(body);
        json.path("input").forEach(text -> sent.add(text.asString()));
        return json;
    }

    private void hang(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = (body instanceof String text ? text : JsonMapper.shared().writeValueAsString(body))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
