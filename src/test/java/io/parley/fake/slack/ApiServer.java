package io.parley.fake.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Carries calls over HTTP. */
final class ApiServer {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    }

    private final FakeSlack slack;
    private final Methods methods;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpServer http;
    private int port;

    ApiServer(FakeSlack slack) {
        this.slack = slack;
        this.methods = new Methods(slack);
        up();
    }

    int port() {
        return port;
    }

    synchronized void up() {
        if (http != null) {
            return;
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
            port = server.getAddress().getPort();
            http = server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized void down() {
        if (http != null) {
            http.stop(0);
            http = null;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = path.startsWith("/api/") ? path.substring(5) : "response_url";
            JsonNode request = Methods.request(method, exchange.getRequestHeaders().getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Fault fault = slack.troubles().of(method);
            String body = fault == null || fault.done() ? answer(exchange, path, method, request) : fault.body();
            slack.record(method, request);
            if (fault != null && fault.delayMillis() == Fault.HANGING) {
                Awaitility.await().forever().until(() -> !slack.troubles().areLasting());
            } else if (fault != null && fault.delayMillis() > 0) {
                Awaitility.await().pollDelay(Duration.ofMillis(fault.delayMillis()))
                        .atMost(Duration.ofMillis(fault.delayMillis() + 5_000)).until(() -> true);
            }
            if (fault == null || fault.status() != 0) {
                send(exchange, fault, body);
            }
        }
    }

    private String answer(HttpExchange exchange, String path, String method, JsonNode request) {
        if (method.equals("response_url")) {
            return slack.workspace().responded(path, request) ? "ok" : "used_url";
        }
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        return methods.call(method, token == null ? "" : token, request).toString();
    }

    private void send(HttpExchange exchange, @Nullable Fault fault, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.getResponseHeaders().add("X-OAuth-Scopes", slack.scopes());
        if (fault != null && !fault.header().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", fault.header());
        }
        int status = fault != null ? fault.status() : body.equals("used_url") ? 404 : 200;
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    void close() {
        down();
        threads.shutdownNow();
    }
}
