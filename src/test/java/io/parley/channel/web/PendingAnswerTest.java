package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer that takes longer than a program waits for it. */
@WebChatTest(properties = "parley.web.wait-for-answer=100ms")
class PendingAnswerTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;
    @Autowired
    private ScriptedBot bot;

    @BeforeEach
    void saysNothing() {
        bot.reset();
        bot.answers(text -> Optional.empty());
    }

    @Test
    void isSaidToBePending() throws Exception {
        HttpResponse<String> response = ask(Map.of("sessionId", "shop-4", "message", "hello", "clientMessageId", "q1"));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(response.body())).isEqualTo(JSON.readTree("{\"pending\":true,\"messageId\":\"q1\"}"));
    }

    @Test
    void goesToASessionThatIsIssuedWhereNoneWasNamed() throws Exception {
        HttpResponse<String> pending = ask(Map.of("message", "hello"));
        assertThat(pending.statusCode()).isEqualTo(202);
        String session = read(pending).path("sessionId").asString();
        assertThat(session).matches("[A-Za-z0-9_-]{27}");

        assertThat(read(ask(Map.of("message", "hello"))).path("sessionId").asString()).matches("[A-Za-z0-9_-]{27}")
                .isNotEqualTo(session);
        assertThat(read(ask(Map.of("sessionId", session, "message", "hello"))).has("sessionId")).isFalse();
    }

    private static JsonNode read(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> ask(Map<String, String> question) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/chat"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(question))).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
