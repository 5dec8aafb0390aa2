package io.parley.fake.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Carries calls over HTTP: reads them, lets faults happen, answers. One virtual thread a call. */
final class BotApiServer {

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    }

    /** A request whose body could not be understood. */
    private static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }
    }

    private static final Duration LONGEST_HANG = Duration.ofHours(1);

    private final Caller caller;
    private final BotApiSpec spec;
    private final String token;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int port;
    private @Nullable HttpServer http;
    private CountDownLatch down = new CountDownLatch(1);

    /** Does a call and says what to answer; keeps the record. */
    interface Caller {
        Reply call(String method, ObjectNode request, Connection connection);

        /** A fault for this call, if one waits. */
        @Nullable
        Fault fault(String method, ObjectNode request);

        /** Remembers a call as it was answered; status 0 means that it was not. */
        void record(String method, ObjectNode request, Reply reply, @Nullable Fault fault);

        /** Remembers something that a correct client does not send. */
        void violation(String what);
    }

    /** A response of the server. */
    record Reply(int status, String contentType, String body) {}

    BotApiServer(int port, String token, BotApiSpec spec, Caller caller) throws IOException {
        this.caller = caller;
        this.spec = spec;
        this.token = token;
        this.port = listen(port);
    }

    int port() {
        return port;
    }

    synchronized void up() throws IOException {
        if (http == null) {
            listen(port);
        }
    }

    /** Refuses connections; what is under way ends without an answer. */
    synchronized void down() {
        if (http != null) {
            down.countDown();
            http.stop(0);
            http = null;
        }
    }

    void close() {
        down();
        threads.shutdownNow();
    }

    private synchronized int listen(int wanted) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 1024);
        CountDownLatch stopped = new CountDownLatch(1);
        server.createContext("/", exchange -> handle(exchange, stopped));
        server.setExecutor(threads);
        server.start();
        down = stopped;
        http = server;
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange, CountDownLatch stopped) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            int slash = path.lastIndexOf('/');
            String method = path.substring(slash + 1);
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (slash <= 0 || !path.substring(0, slash).equals("/bot" + token)) {
                write(exchange, reply(ApiError.unauthorized()));
                return;
            }
            answer(exchange, method, body, stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String written, byte[] body, CountDownLatch stopped)
            throws IOException, InterruptedException {
        String method = Objects.requireNonNullElse(spec.methodName(written), written);
        ObjectNode request;
        try {
            request = read(exchange, method, body);
        } catch (Unreadable e) {
            caller.violation(method + ": " + e.getMessage());
            write(exchange, reply(ApiError.badRequest("can't parse the request: " + e.getMessage())));
            return;
        }
        Fault fault = caller.fault(method, request);
        switch (fault) {
            case null -> finish(exchange, method, request, null);
            case Fault.Answered(int status, String type, String text) -> {
                Reply reply = new Reply(status, type, text);
                caller.record(method, request, reply, fault);
                write(exchange, reply);
            }
            case Fault.Slow(Duration by) -> {
                if (!stopped.await(by.toNanos(), TimeUnit.NANOSECONDS)) {
                    finish(exchange, method, request, fault);
                }
            }
            case Fault.Hang(boolean done) -> {
                swallow(exchange, method, request, fault, done);
                stopped.await(LONGEST_HANG.toSeconds(), TimeUnit.SECONDS);
            }
            case Fault.Cut(boolean done) -> swallow(exchange, method, request, fault, done);
        }
    }

    private void finish(HttpExchange exchange, String method, ObjectNode request, @Nullable Fault fault)
            throws IOException {
        Reply reply = caller.call(method, request, new Connection(exchange));
        caller.record(method, request, reply, fault);
        write(exchange, reply);
    }

    private void swallow(HttpExchange exchange, String method, ObjectNode request, Fault fault, boolean done) {
        Reply reply = done
                ? caller.call(method, request, new Connection(exchange))
                : new Reply(0, "", "");
        caller.record(method, request, new Reply(0, "", reply.body), fault);
    }

    private ObjectNode read(HttpExchange exchange, String method, byte[] body) throws Unreadable {
        String type = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
        String query = exchange.getRequestURI().getRawQuery();
        if (type.startsWith("multipart/")) {
            throw new Unreadable("multipart bodies are not read by this server");
        }
        if (type.startsWith("application/json") && body.length > 0) {
            return object(method, body);
        }
        var form = new LinkedHashMap<String, String>();
        addForm(query == null ? "" : query, form);
        addForm(type.startsWith("application/x-www-form-urlencoded") ? new String(body, StandardCharsets.UTF_8) : "",
                form);
        return spec.typed(method, form);
    }

    /** A body may name its method, as answers to webhooks do. */
    private static ObjectNode object(String method, byte[] body) throws Unreadable {
        try {
            JsonNode json = JsonMapper.shared().readTree(body);
            if (!(json instanceof ObjectNode object)) {
                throw new Unreadable("the body is not a JSON object");
            }
            if (object.path("method").asString("").equalsIgnoreCase(method)) {
                object.remove("method");
            }
            return object;
        } catch (JacksonException e) {
            throw new Unreadable("the body is not JSON");
        }
    }

    private static void addForm(String encoded, Map<String, String> form) {
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static Reply reply(ApiError error) {
        return new Reply(error.code(), "application/json", error.body());
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType);
        exchange.sendResponseHeaders(reply.status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
