package io.parley.process;

import io.parley.support.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who may read everything of a process over HTTP. */
final class Operator {
    private static final String PASSWORD = "open sesame";

    private static final HttpClient ANYBODY = HttpClient.newHttpClient();

    private final int port = Ports.unused();

    /** The settings that the process needs. */
    Map<String, String> settings() {
        return Map.of("SERVER_PORT", Integer.toString(port), "PARLEY_ADMIN_PASSWORD", PASSWORD);
    }

    /**
     * Asks for something to be done; gives the status.
     *
     * @param key tells the request from others
     */
    CompletableFuture<Integer> post(String path, String body, String key) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + admin()).header("Content-Type", "application/json")
                .header("Idempotency-Key", key).POST(BodyPublishers.ofString(body)).build();
        return ANYBODY.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    /** Asks for something to be put in a place; gives the status. */
    int put(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + admin()).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)).build();
        return ANYBODY.sendAsync(request, BodyHandlers.discarding()).join().statusCode();
    }

    /** Asks as a customer's program does; gives the answer. */
    JsonNode ask(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build();
        return JsonMapper.shared().readTree(ANYBODY.sendAsync(request, BodyHandlers.ofString()).join().body());
    }

    private static String admin() {
        return Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    JsonNode get(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Basic " + admin()).build();
            return JsonMapper.shared().readTree(http.sendAsync(request, BodyHandlers.ofString()).join().body());
        }
    }
}
