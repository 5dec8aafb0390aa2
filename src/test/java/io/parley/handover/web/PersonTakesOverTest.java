package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.parley.support.ParleyTest;
import io.parley.support.Patience;
import io.parley.support.Team;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ParleyTest(properties = "parley.web.wait-for-answer=5m")
class PersonTakesOverTest {
    private static final String PASSWORD_QUESTION = "How do I reset my password?";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void martaWorksHere() {
        Team.works(jdbc, "Marta");
    }

    @Test
    void letsAPersonReplyAndGiveTheConversationBack() throws Exception {
        JsonNode handover = ask("s-person", "I want to talk to a human please");
        assertThat(handover.get("source").asString()).isEqualTo("handoff");
        assertThat(handover.get("needsHuman").asBoolean()).isTrue();
        JsonNode ticket = ticketOf(handover.get("conversationId").asLong());
        assertThat(ticket.get("reason").asString()).isEqualTo("asked_for_person");

        assertThat(ask("s-person", PASSWORD_QUESTION).get("source").asString()).isEqualTo("faq");

        String reply = "/api/tickets/" + ticket.get("id").asLong();
        assertThat(post(reply + "/reply", "{\"text\":\"Hello, Marta here.\",\"agent\":\"Marta\"}", ParleyTest.ADMIN)
                .statusCode())
                .isEqualTo(200);
        assertThat(jdbc.sql("select state from conversation where id = ?")
                .param(handover.get("conversationId").asLong()).query(String.class).single()).isEqualTo("with_agent");
        JsonNode messages = json.readTree(get(reply, ParleyTest.ADMIN).body()).get("turns");
        assertThat(messages.get(0).get("text").asString()).isEqualTo("I want to talk to a human please");
        assertThat(messages.get(messages.size() - 1).get("name").asString()).isEqualTo("Marta");
        assertThat(post(reply + "/resolve", "", ParleyTest.ADMIN).statusCode()).isEqualTo(200);
        assertThat(post(reply + "/reply", "{\"text\":\"One more thing\"}", ParleyTest.ADMIN).statusCode())
                .isEqualTo(409);
        assertThat(ask("s-person", PASSWORD_QUESTION).get("source").asString()).isEqualTo("faq");
    }

    @Test
    void answersTheTicketOfASessionAndPublishesNothing() throws Exception {
        ask("s-answered", "I want to talk to a human please");
        String path = "/api/human-response";
        String answer = "{\"sessionId\":\"s-answered\",\"question\":\"Where is it?\",\"answer\":\"We sent it today.\"}";

        HttpResponse<String> response = post(path, answer, ParleyTest.ADMIN);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode result = json.readTree(response.body());
        assertThat(result.get("published").asBoolean()).isFalse();
        assertThat(result.get("why").asString()).isNotBlank();
        JsonNode view = json.readTree(get("/api/tickets/" + result.get("ticketId").asLong(), ParleyTest.ADMIN).body());
        JsonNode last = view.get("turns").get(view.get("turns").size() - 1);
        assertThat(last.get("text").asString()).isEqualTo("We sent it today.");
        assertThat(last.get("author").asString()).isEqualTo("person");
        assertThat(post(path, answer.replace("s-answered", "s-nobody"), ParleyTest.ADMIN).statusCode()).isEqualTo(404);
        assertThat(post(path, answer.replace("We sent it today.", " "), ParleyTest.ADMIN).statusCode()).isEqualTo(400);
        assertThat(post(path, answer, "").statusCode()).isEqualTo(401);
    }

    @Test
    void doesNotSayThatSomethingIsDoneWhereNobodyAnswered() throws Exception {
        JsonNode ticket = ticketOf(ask("s-untold", "I want to talk to a human please").get("conversationId").asLong());
        String path = "/api/tickets/" + ticket.get("id").asLong();

        post(path + "/take", "{\"agent\":\"Marta\"}", ParleyTest.ADMIN);
        assertThat(post(path + "/resolve", "", ParleyTest.ADMIN).statusCode()).isEqualTo(200);

        JsonNode messages = json.readTree(get(path, ParleyTest.ADMIN).body()).get("turns");
        assertThat(messages.get(messages.size() - 1).get("text").asString()).contains("This is the bot again")
                .doesNotContain("closed");
    }

    @Test
    void showsAgentsTheChoicesUnderTheBotsWords() throws Exception {
        JsonNode answer = ask("s-choices", "I want to talk to a human please");
        jdbc.sql("""
                update message set choices = '[{"id": "1", "faq": "a", "question": "When do you open?"},
                    {"id": "2", "faq": "b", "question": "Where are you?"}]'
                where id = ?""").param(answer.get("messageId").asLong()).update();
        JsonNode ticket = ticketOf(answer.get("conversationId").asLong());

        JsonNode messages = json.readTree(get("/api/tickets/" + ticket.get("id").asLong(), ParleyTest.ADMIN).body())
                .get("turns");

        assertThat(messages.get(1).get("text").asString())
                .isEqualTo(answer.get("reply").asString() + "\n1. When do you open?\n2. Where are you?");
    }

    @Test
    void saysAtOnceThatNoAnswerComesWhileAPersonHasTheConversation() throws Exception {
        JsonNode ticket = ticketOf(ask("s-silent", "I want to talk to a human please").get("conversationId").asLong());
        post("/api/tickets/" + ticket.get("id").asLong() + "/reply", "{\"text\":\"Hello.\"}", ParleyTest.ADMIN);

        HttpResponse<String> reply = assertTimeoutPreemptively(Patience.LIMIT, () -> post("/api/chat",
                "{\"sessionId\":\"s-silent\",\"message\":\"Is it you?\",\"clientMessageId\":\"q7\"}", ""));

        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(json.readTree(reply.body())).isEqualTo(json.readTree("{\"pending\":true,\"messageId\":\"q7\"}"));
    }

    @Test
    void showsTicketsToNobodyWithoutThePassword() throws Exception {
        assertThat(get("/api/tickets", "").statusCode()).isEqualTo(401);
        assertThat(get("/api/tickets/1", "").statusCode()).isEqualTo(401);
        assertThat(post("/api/tickets/1/reply", "{\"text\":\"x\"}", "").statusCode()).isEqualTo(401);
        assertThat(post("/api/tickets/1/resolve", "", "Basic bm9ib2R5OngK").statusCode()).isEqualTo(401);
    }

    @Test
    void namesWhatIsWrongWithAReply() throws Exception {
        HttpResponse<String> empty = post("/api/tickets/1/reply", "{\"text\":\" \"}", ParleyTest.ADMIN);
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("\"field\":\"text\"");
        assertThat(post("/api/tickets/999999/reply", "{\"text\":\"hello\"}", ParleyTest.ADMIN).statusCode())
                .isEqualTo(404);
        assertThat(post("/api/tickets/nine/reply", "{\"text\":\"hello\"}", ParleyTest.ADMIN).statusCode())
                .isEqualTo(400);
    }

    @Test
    void keepsOneVerdictAPersonAndItsHistory() throws Exception {
        long answer = ask("s-vote", PASSWORD_QUESTION).get("messageId").asLong();

        for (int vote : new int[]{-1, 1, 1, 0}) {
            assertThat(vote("s-vote", answer, Integer.toString(vote)).statusCode()).isEqualTo(200);
        }

        assertThat(jdbc.sql("select vote from verdict where message_id = ?").param(answer).query(Integer.class).list())
                .containsExactly(0);
        assertThat(jdbc.sql("select vote from verdict_history where message_id = ? order by id").param(answer)
                .query(Integer.class).list()).containsExactly(-1, 1, 0);
    }

    @Test
    void refusesOtherVotesAndForeignSessionsAndWritesNothing() throws Exception {
        long answer = ask("s-owner", PASSWORD_QUESTION).get("messageId").asLong();

        for (String vote : new String[]{"2", "-2", "1.5", "\"1\"", "null", "true"}) {
            HttpResponse<String> refused = vote("s-owner", answer, vote);
            assertThat(refused.statusCode()).as(vote).isEqualTo(400);
            assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(refused.body()).contains("vote");
        }
        assertThat(vote("s-stranger", answer, "1").statusCode()).isEqualTo(404);
        assertThat(vote("s-owner", 987_654, "1").statusCode()).isEqualTo(404);
        assertThat(vote("s-owner", answer - 1, "1").statusCode()).as("the question itself").isEqualTo(404);
        assertThat(jdbc.sql("select count(*) from verdict_history where message_id = ?").param(answer).query(Long.class)
                .single()).isZero();
    }

    @Test
    void showsNoHistoryOfASessionThatTheServerDidNotIssue() throws Exception {
        ask("s-made-up", PASSWORD_QUESTION);

        HttpResponse<String> refused = get("/api/chat/history?sessionId=s-made-up", "");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("can be guessed", "POST /api/chat without sessionId");
        assertThat(get("/api/chat/history", "").statusCode()).isEqualTo(400);
    }

    @Test
    void takesTheSessionFromAHeader() throws Exception {
        String session = json.readTree(post("/api/chat", "{\"message\":\"hello\"}", "").body()).get("sessionId")
                .asString();

        JsonNode asked = json
                .readTree(inSession(session, "/api/chat", "{\"message\":\"" + PASSWORD_QUESTION + "\"}").body());
        assertThat(asked.get("sessionId").asString()).isEqualTo(session);
        String vote = "{\"messageId\":\"" + asked.get("messageId").asString() + "\",\"vote\":1}";
        assertThat(inSession(session, "/api/feedback", vote).statusCode()).isEqualTo(200);
        assertThat(inSession("another", "/api/feedback", vote).statusCode()).isEqualTo(404);
        assertThat(post("/api/feedback", vote, "").body()).contains("\"field\":\"sessionId\"");
        assertThat(history(session).statusCode()).isEqualTo(200);
        assertThat(json.readTree(history(session).body()).get("turns")).isNotEmpty();
        assertThat(history(" ").statusCode()).isEqualTo(400);
        assertThat(json.readTree(inSession(session, "/api/chat/reset", "{}").body()).get("sessionId").asString())
                .isEqualTo(session);
    }

    private HttpResponse<String> inSession(String session, String path, String body) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json").header("Parley-Session", session)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> history(String session) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/chat/history"))
                        .header("Parley-Session", session).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void letsWhoeverAskedWithoutASessionReadWhatAPersonAnswersLater() throws Exception {
        JsonNode asked = json
                .readTree(post("/api/chat", "{\"message\":\"I want to talk to a human please\"}", "").body());
        String session = asked.get("sessionId").asString();
        JsonNode again = ask(session, PASSWORD_QUESTION);
        assertThat(again.get("sessionId").asString()).isEqualTo(session);
        assertThat(again.get("conversationId")).isEqualTo(asked.get("conversationId"));
        long ticket = ticketOf(asked.get("conversationId").asLong()).get("id").asLong();

        post("/api/tickets/" + ticket + "/reply", "{\"text\":\"Hello, Marta here.\",\"agent\":\"Marta\"}",
                ParleyTest.ADMIN);

        JsonNode messages = json.readTree(get("/api/chat/history?sessionId=" + session, "").body()).get("turns");
        JsonNode last = messages.get(messages.size() - 1);
        assertThat(last.get("author").asString()).isEqualTo("person");
        assertThat(last.get("name").asString()).isEqualTo("Marta");
        assertThat(last.get("text").asString()).isEqualTo("Hello, Marta here.");
    }

    @Test
    void namesTheSessionThatItIssuedOnlyToWhoeverHasNone() throws Exception {
        String own = post("/api/chat", "{\"sessionId\":\"s-own\",\"message\":\"hello\"}", "").body();
        String first = post("/api/chat", "{\"message\":\"hello\"}", "").body();
        String second = post("/api/chat", "{\"message\":\"hello\"}", "").body();

        assertThat(json.readTree(own).get("sessionId").asString()).isEqualTo("s-own");
        assertThat(json.readTree(first).get("sessionId")).isNotEqualTo(json.readTree(second).get("sessionId"));
    }

    private JsonNode ask(String session, String message) throws Exception {
        HttpResponse<String> reply = post("/api/chat",
                "{\"sessionId\":\"" + session + "\",\"message\":\"" + message + "\"}", "");
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return json.readTree(reply.body());
    }

    private HttpResponse<String> vote(String session, long answer, String vote) throws Exception {
        return post("/api/feedback",
                "{\"sessionId\":\"" + session + "\",\"messageId\":\"" + answer + "\",\"vote\":" + vote + "}", "");
    }

    private JsonNode ticketOf(long conversation) throws Exception {
        for (JsonNode ticket : json.readTree(get("/api/tickets", ParleyTest.ADMIN).body())) {
            if (ticket.get("conversationId").asLong() == conversation) {
                return ticket;
            }
        }
        throw new AssertionError("No ticket for conversation " + conversation);
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).GET(), authorization);
    }

    private HttpResponse<String> post(String path, String body, String authorization) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)), authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String authorization) throws Exception {
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
