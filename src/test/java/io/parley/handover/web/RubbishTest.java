package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over HTTP: which words open a ticket. */
@ParleyTest
class RubbishTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(strings = {"asdfgh", "you are useless", "tell me a joke", "xyzzy", "quit"})
    void opensNoTicketAtOnce(String text) throws Exception {
        JsonNode answer = ask("s-" + text, text);

        assertThat(answer.get("source").asString()).isEqualTo("notice");
        assertThat(answer.get("needsHuman").asBoolean()).isFalse();
        assertThat(tickets(answer)).isZero();
    }

    @Test
    void opensOneTicketAtTheSecondFailureInARow() throws Exception {
        assertThat(ask("s-two", "asdfgh").get("source").asString()).isEqualTo("notice");
        assertThat(ask("s-two", "you are useless").get("source").asString()).isEqualTo("handoff");
        JsonNode third = ask("s-two", "tell me a joke");

        assertThat(third.get("source").asString()).isEqualTo("notice");
        assertThat(tickets(third)).isEqualTo(1);
    }

    @Test
    void opensATicketForWhoAsksForAPersonInstead() throws Exception {
        ask("s-human", "asdfgh");
        JsonNode answer = ask("s-human", "human");

        assertThat(answer.get("source").asString()).isEqualTo("handoff");
        assertThat(tickets(answer)).isEqualTo(1);
    }

    @Test
    void opensATicketForAQuestionAtOnce() throws Exception {
        JsonNode answer = ask("s-norway", "What is the capital of France?");

        assertThat(answer.get("source").asString()).isEqualTo("handoff");
        assertThat(tickets(answer)).isEqualTo(1);
    }

    @Test
    void tellsWhoStartsOverThatNobodyWillAnswerAnyMore() throws Exception {
        JsonNode asked = ask("s-over", "human");
        post("/api/chat/reset", Map.of("sessionId", "s-over"));

        assertThat(ask("s-over", "quit").get("source").asString()).isEqualTo("notice");
        assertThat(said(asked)).anyMatch(text -> text.contains("nobody will answer it any more"));
        assertThat(jdbc.sql("select state from ticket where conversation_id = ?")
                .param(asked.get("conversationId").asLong()).query(String.class).list()).containsExactly("resolved");

        JsonNode plain = ask("s-over-plain", "hello");
        post("/api/chat/reset", Map.of("sessionId", "s-over-plain"));
        ask("s-over-plain", "quit");
        assertThat(said(plain)).noneMatch(text -> text.contains("nobody will answer it any more"));
    }

    private java.util.List<String> said(JsonNode answer) {
        return jdbc.sql("select text from message where conversation_id = ? and author = 'bot'")
                .param(answer.get("conversationId").asLong()).query(String.class).list();
    }

    private int tickets(JsonNode answer) {
        return jdbc.sql("select count(*) from ticket where conversation_id = ?")
                .param(answer.get("conversationId").asLong()).query(Integer.class).single();
    }

    private JsonNode ask(String session, String message) throws Exception {
        return post("/api/chat", Map.of("sessionId", session.replace(' ', '-'), "message", message));
    }

    private JsonNode post(String path, Map<String, ?> body) throws Exception {
        HttpResponse<String> response = http.send(HttpRequest
                .newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }
}
