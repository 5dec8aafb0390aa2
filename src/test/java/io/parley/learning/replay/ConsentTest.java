package io.parley.learning.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.Knowledge;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nothing is published that takes or loses known questions, unless somebody consents to just that. */
@ParleyTest(properties = {"parley.limits.tickets-per-address=1000", "parley.learning.enabled=false"})
class ConsentTest {
    private static final String PRESENT = "Can you wrap my plant as a birthday present?";
    private static final String OTHER = "Could my plant be wrapped as a birthday present, please?";
    private static final String PUBLISHED = "Do you wrap plants as birthday presents?";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Knowledge knowledge;

    /** Customers of other tests asked nothing. */
    @BeforeEach
    void clear() {
        jdbc.sql("update message set said_at = said_at - interval '91 days' where author = 'participant'").update();
        jdbc.sql("delete from regression_case").update();
        jdbc.sql("delete from suggestion").update();
    }

    @AfterEach
    void forget() {
        StoredFaq.retire(jdbc, knowledge, "owner = 'admin'");
        http.close();
    }

    @Test
    void whatTakesQuestionsIsPublishedByAConsentToJustThose() throws Exception {
        askedAndHelped(PRESENT);
        long id = suggested();
        JsonNode first = refused(id, Map.of(), "consent.effect");
        assertThat(first.at("/stolen/0/question").asString()).isEqualTo(PRESENT);
        assertThat(first.at("/stolen/0/from/id").asString()).isEqualTo("gift-wrapping");
        assertThat(first.at("/stolen/0/to/question").asString()).isEqualTo(PUBLISHED);
        refused(id, consent("0000000000000000", ""), "consent.effect");

        askedAndHelped(OTHER);
        JsonNode second = refused(id, consent(first.get("effect").asString(), ""), "consent.effect");
        assertThat(second.get("stolen")).hasSize(2);
        assertThat(published()).isFalse();

        HttpResponse<String> done = publish(id, consent(second.get("effect").asString(), ""));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(published()).isTrue();
        assertThat(audited(id)).isEqualTo("published, stolen: 2, lost: 0");
    }

    @Test
    void aQuestionThatWouldBeLostNeedsAReason() throws Exception {
        jdbc.sql("""
                insert into regression_case (text, hash, expected, origin, added_at)
                values (?, '\\x01', 'gift-wrapping', 'file', now())""").param(PRESENT).update();
        long id = suggested();
        JsonNode refused = refused(id, Map.of(), "consent.reason");
        assertThat(refused.at("/lost/0/question").asString()).isEqualTo(PRESENT);
        String effect = refused.get("effect").asString();
        refused(id, consent(effect, " "), "consent.reason");
        refused(id, consent("", "Plants are asked for more often."), "consent.reason");
        assertThat(published()).isFalse();

        HttpResponse<String> done = publish(id, consent(effect, "Plants are asked for more often."));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(published()).isTrue();
        assertThat(audited(id))
                .isEqualTo("published, stolen: 0, lost: 1, reason: Plants are asked for more often.");
    }

    @Test
    void aConsentThatIsTooLongIsRefused() throws Exception {
        long id = suggested();
        HttpResponse<String> refused = publish(id, consent("x".repeat(65), "y".repeat(501)));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("consent.effect", "consent.reason");
        assertThat(published()).isFalse();
    }

    private static Map<String, Object> consent(String effect, String reason) {
        return Map.of("consent", Map.of("effect", effect, "reason", reason));
    }

    private JsonNode refused(long id, Map<String, ?> body, String field) throws Exception {
        HttpResponse<String> refused = publish(id, body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        JsonNode problem = json.readTree(refused.body());
        assertThat(problem.get("field").asString()).isEqualTo(field);
        return problem;
    }

    private HttpResponse<String> publish(long id, Map<String, ?> body) throws Exception {
        return post("/api/suggestions/" + id + "/publish", body);
    }

    private boolean published() {
        return jdbc.sql("select exists (select from faq_entry where question = ? and state = 'published')")
                .param(PUBLISHED).query(Boolean.class).single();
    }

    private String audited(long id) {
        return jdbc.sql("select detail from audit where object = ?").param("s" + id).query(String.class).single();
    }

    private long suggested() {
        return jdbc
                .sql("""
                        insert into suggestion (kind, similarity, differs, question, answer, ways, language, support, marks, private_act, vector, made_at)
                        values ('new', 0, '{}', ?, 'Plants are wrapped as birthday presents in the shop on Saturdays.',
                            '{Could my plant be wrapped as a birthday present?,I want a plant wrapped as a birthday present}',
                            'en', 1, '{}', false, '', now()) returning id""")
                .param(PUBLISHED).query(Long.class).single();
    }

    private void askedAndHelped(String question) {
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            assertThat(jdbc.sql("select faq_id from message where id = ?").param(visitor.ask(question))
                    .query(String.class).single()).isEqualTo("gift-wrapping");
            visitor.vote(1);
        }
    }

    private HttpResponse<String> post(String path, Map<String, ?> body) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json").header("Authorization", ParleyTest.ADMIN)
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))).build(), BodyHandlers.ofString());
    }
}
