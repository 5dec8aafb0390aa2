package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.Knowledge;
import io.parley.learning.suggestion.Suggestions;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent's answer is answered by the FAQ from then on, unless something speaks against it. */
@ParleyTest(properties = {"parley.learning.refit-after=1000", "parley.limits.tickets-per-address=1000"})
class TeachingAtOnceTest {
    private static final String CHARGED = "I was charged twice for my subscription";
    private static final String REFUND = "A second charge for a subscription is refunded within three working days.";
    private static final List<String> WAYS = List.of("Why do I see two payments for one subscription?",
            "You took the money for my account two times");
    private static int sessions;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Knowledge knowledge;
    @Autowired
    Suggestions suggestions;

    @BeforeEach
    void clear() {
        jdbc.sql("delete from suggestion").update();
        published("id <> 'charged-twice'");
    }

    @AfterEach
    void close() {
        http.close();
    }

    /** Lets the bot answer with those of the starter's entries for which this holds, and with no others. */
    private void published(String which) {
        StoredFaq.publishOnly(jdbc, knowledge, which);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id <> 'charged-twice'",
            "id in (select id from faq_entry where owner is null and id <> 'charged-twice' order by id limit 3)"})
    void answersAnotherCustomerWhoAsksInOtherWords(String faq) throws Exception {
        published(faq);
        String session = asked(CHARGED);

        JsonNode taught = respond(session, CHARGED, REFUND, WAYS);

        assertThat(taught.get("published").asBoolean()).as(taught.toString()).isTrue();
        JsonNode answered = ask("My account shows duplicate charges");
        assertThat(answered.get("source").asString()).as(answered.toString()).isEqualTo("faq");
        assertThat(answered.get("reply").asString()).startsWith(REFUND);
        String entry = taught.get("entryId").asString();
        assertThat(jdbc.sql("select text from faq_phrasing where entry = ? and kind = 'alternative'").param(entry)
                .query(String.class).list()).containsExactlyInAnyOrderElementsOf(WAYS);
        assertThat(jdbc.sql("select text from regression_case where expected = ? and origin = 'published'")
                .param(entry).query(String.class).list()).contains(CHARGED).containsAll(WAYS);
        assertThat(jdbc.sql("select count(*) from suggestion_source where ticket_id = ?")
                .param(taught.get("ticketId").asLong()).query(Integer.class).single()).isEqualTo(1);
        assertThat(suggestions.count()).isZero();
    }

    @Test
    void theSameTaughtTwiceIsOneEntry() throws Exception {
        String session = asked(CHARGED);
        JsonNode first = respond(session, CHARGED, REFUND, WAYS);
        JsonNode second = respond(session, CHARGED, REFUND, WAYS);

        assertThat(second.get("published").asBoolean()).isTrue();
        assertThat(second.get("entryId")).isEqualTo(first.get("entryId"));
        assertThat(jdbc.sql("select count(*) from faq_entry where question = ? and state = 'published'").param(CHARGED)
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void otherCustomersWordsBecomeWaysToAsk() throws Exception {
        String other = "I was charged two times for my subscription";
        respond(asked(other), other, "I have refunded the second charge to your card.", List.of());
        assertThat(suggestions.count()).isEqualTo(1);

        JsonNode taught = respond(asked(CHARGED), CHARGED, REFUND, List.of());

        assertThat(taught.get("published").asBoolean()).as(taught.toString()).isTrue();
        assertThat(jdbc.sql("select text from faq_phrasing where entry = ? and kind = 'alternative'")
                .param(taught.get("entryId").asString()).query(String.class).list()).containsExactly(other);
    }

    @Test
    void theCustomersOwnWordsBecomeAWayToAsk() throws Exception {
        JsonNode taught = respond(asked("I was charged two times for my subscription"), CHARGED, REFUND, List.of());

        assertThat(jdbc.sql("select text from faq_phrasing where entry = ? and kind = 'alternative'")
                .param(taught.get("entryId").asString()).query(String.class).list())
                .containsExactly("I was charged two times for my subscription");
    }

    @Test
    void theTicketsOwnQuestionIsTakenWhereNoneIsGiven() throws Exception {
        JsonNode taught = respond(asked(CHARGED), "", REFUND, WAYS);

        assertThat(taught.get("published").asBoolean()).as(taught.toString()).isTrue();
        assertThat(jdbc.sql("select question from faq_entry where id = ?").param(taught.get("entryId").asString())
                .query(String.class).single()).isEqualTo(CHARGED);
    }

    @Test
    void aPrivateActIsNotPublished() throws Exception {
        assertSuggested(respond(asked(CHARGED), CHARGED, "I have refunded the second charge to your card.", WAYS),
                "done for one customer");
    }

    @Test
    void aContradictionIsNotPublished() throws Exception {
        String question = "How long do I have to return something?";
        JsonNode result = respond(asked(question), question,
                "You have 99 days to send it back, and we pay the postage for it.", List.of());

        assertSuggested(result, "something else");
        assertThat(result.get("entryId").asString()).isNotBlank();
    }

    @Test
    void nothingIsPublishedThatTakesAnotherEntrysQuestion() throws Exception {
        JsonNode result = respond(asked(CHARGED), CHARGED, REFUND,
                List.of("Why was I billed two times?", "How long do I have to return something?"));

        assertSuggested(result, "something else");
        assertThat(result.get("entryId").asString()).isNotBlank();
    }

    @Test
    void nothingIsPublishedThatTakesAQuestionFromAnAnswerThatHelped() throws Exception {
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            visitor.ask("Can you wrap my plant as a birthday present?");
            visitor.vote(1);
        }
        String question = "Is my plant a good birthday present?";
        JsonNode result = respond(asked(question), question, "Succulents live longest in the hands of a beginner.",
                List.of("my plant as a birthday present"));

        assertSuggested(result, "takes questions");
        assertThat(result.get("entryId").asString()).isEqualTo("gift-wrapping");
    }

    @Test
    void whatTellsOfOnePersonIsNotPublishedNorKept() throws Exception {
        JsonNode result = respond(asked(CHARGED), CHARGED, REFUND,
                List.of("Ann Miller here, ann.miller@example.org, was my subscription billed twice?"));

        assertSuggested(result, "taken out");
        assertThat(jdbc.sql("select string_agg(s::text, ' ') from suggestion s").query(String.class).single())
                .doesNotContainIgnoringCase("ann.miller");
    }

    @Test
    void tooManyOrEmptyWaysAreRefusedAndNothingIsSaid() throws Exception {
        String session = asked(CHARGED);
        for (List<String> ways : List.of(List.of(" "), Collections.nCopies(21, "charged twice?"),
                List.of("x".repeat(501)))) {
            HttpResponse<String> refused = send(session, CHARGED, REFUND, ways);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("ways");
        }
        assertThat(suggestions.count()).isZero();
        assertThat(jdbc.sql("select count(*) from message where author = 'agent' and text = ? and conversation_id in"
                + " (select c.id from conversation c where c.thread like '%' || ?)").param(REFUND).param(session)
                .query(Integer.class).single()).isZero();
    }

    private void assertSuggested(JsonNode result, String why) {
        assertThat(result.get("published").asBoolean()).as(result.toString()).isFalse();
        assertThat(result.get("why").asString()).contains(why);
        assertThat(suggestions.find(result.get("suggestion").asLong())).isPresent();
        assertThat(jdbc.sql("select count(*) from faq_entry where owner = 'admin' and state = 'published'")
                .query(Integer.class).single()).isZero();
    }

    private String asked(String question) throws Exception {
        String session = "s-taught-" + ++sessions;
        post("/api/chat", Map.of("sessionId", session, "message", question), "");
        post("/api/chat", Map.of("sessionId", session, "message", "I want to talk to a human please"), "");
        return session;
    }

    private JsonNode ask(String question) throws Exception {
        return post("/api/chat", Map.of("sessionId", "s-asks-" + ++sessions, "message", question), "");
    }

    private JsonNode respond(String session, String question, String answer, List<String> ways) throws Exception {
        HttpResponse<String> response = send(session, question, answer, ways);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private HttpResponse<String> send(String session, String question, String answer, List<String> ways)
            throws Exception {
        return send("/api/human-response",
                Map.of("sessionId", session, "question", question, "answer", answer, "ways", ways), ParleyTest.ADMIN);
    }

    private JsonNode post(String path, Map<String, ?> body, String authorization) throws Exception {
        HttpResponse<String> response = send(path, body, authorization);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private HttpResponse<String> send(String path, Map<String, ?> body, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
