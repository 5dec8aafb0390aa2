package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Attempts;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One visitor tries to vote on, read and take over another one's conversation. */
@ParleyTest
class OthersConversationTest {
    private static final String QUESTION = "Where is my order?";
    private static final String CHOSEN = "AAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void staysTheirs() {
        Attempts attempts = new Attempts("votes on others' answers, others' history, fixation");
        try (ChatClient victim = ChatClient.visits(port); ChatClient attacker = ChatClient.visits(port)) {
            victim.says(QUESTION, "q1");
            String answer = victim.nextAnswer().path("messageId").asString();
            int votes = votes();
            vote(attempts, victim, attacker, answer);
            read(attempts, victim, attacker);
            fixate(attempts);

            assertThat(votes()).isEqualTo(votes);
            assertThat(feedback(victim.session(), answer).statusCode()).isEqualTo(200);
            assertThat(history(victim.session()).body()).contains(QUESTION);
        }
        attempts.wereStopped(7);
    }

    private void vote(Attempts attempts, ChatClient victim, ChatClient attacker, String answer) {
        for (String session : List.of(attacker.session(), "me", "made:" + victim.session(), victim.session() + "x",
                victim.session().substring(1), victim.session().toUpperCase(Locale.ROOT))) {
            attempts.note("vote as " + session, feedback(session, answer).statusCode() == 404);
        }
        attacker.sends(Map.of("type", "vote", "messageId", answer, "vote", -1));
        attempts.note("vote by socket", attacker.next("error", "ack").path("type").asString().equals("error"));
        attacker.sends(Map.of("type", "choice", "messageId", answer, "id", "1"));
        attempts.note("choice by socket", attacker.next("error", "ack").path("type").asString().equals("error"));
    }

    private void read(Attempts attempts, ChatClient victim, ChatClient attacker) {
        for (String session : List.of("me", "made:" + victim.session(), victim.session() + "x",
                victim.session().substring(1), "%25", "'%20or%201=1--")) {
            attempts.note("history of " + session, history(session).statusCode() == 404);
        }
        attempts.note("history of one's own", !history(attacker.session()).body().contains(QUESTION));
        for (ChatClient back : List.of(ChatClient.returns(port, victim.session() + "x", 0),
                ChatClient.returns(port, "made:" + victim.session(), 0))) {
            attempts.note("socket of a session like another's",
                    back.untilPong().stream().noneMatch(frame -> frame.toString().contains("order")));
            back.close();
        }
    }

    /** A session that the attacker chose for the victim is none. */
    private void fixate(Attempts attempts) {
        for (ChatClient given : List.of(ChatClient.returns(port, CHOSEN), ChatClient.returnsByHeader(port, CHOSEN),
                ChatClient.returnsByProtocol(port, CHOSEN))) {
            attempts.note("fixation", !given.session().equals(CHOSEN));
            given.close();
        }
        JsonNode asked = JsonMapper.shared().readTree(send(post("/api/chat",
                Map.of("sessionId", CHOSEN, "message", QUESTION))).body());
        attempts.note("fixation by API", asked.path("reply").isString() && history(CHOSEN).statusCode() == 404);
    }

    private int votes() {
        return jdbc.sql("select count(*) from verdict").query(Integer.class).single();
    }

    private HttpResponse<String> feedback(String session, String message) {
        return send(post("/api/feedback", Map.of("sessionId", session, "messageId", message, "vote", -1)));
    }

    private HttpResponse<String> history(String session) {
        return send(HttpRequest.newBuilder(uri("/api/chat/history?sessionId=" + session)));
    }

    private HttpRequest.Builder post(String path, Map<String, ?> body) {
        return HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).join();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
