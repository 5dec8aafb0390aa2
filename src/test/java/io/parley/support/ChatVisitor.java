package io.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody new in the web chat, who asks and votes by its endpoints. */
public final class ChatVisitor implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final String session = "s-visitor-" + UUID.randomUUID();
    private final int port;
    private final String address;
    private long answer;

    /** @param port the application's */
    public ChatVisitor(int port) {
        this(port, "127.0.0.1");
    }

    /** @param address as a proxy writes it down */
    public ChatVisitor(int port, String address) {
        this.port = port;
        this.address = address;
    }

    /** Asks, and gives the number of the message that answers. */
    public long ask(String question) {
        answer = post("/api/chat", Map.of("sessionId", session, "message", question)).get("messageId").asLong();
        return answer;
    }

    /** Says of the last answer whether it helped: 1 or -1. */
    public void vote(int vote) {
        post("/api/feedback", Map.of("sessionId", session, "messageId", Long.toString(answer), "vote", vote));
    }

    private JsonNode post(String path, Map<String, ?> body) {
        HttpResponse<String> response = http.sendAsync(HttpRequest
                .newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type", "application/json")
                .header("X-Forwarded-For", address).POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                .build(), BodyHandlers.ofString()).join();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
