package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.ApiKeys;
import io.parley.security.Scope;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program keeps the FAQ over the API. */
@ParleyTest
class FaqApiTest {
    private static final String QUESTION = "Do you mend zither strings?";
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private String key = "";

    @LocalServerPort
    private int port;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void start() {
        key = keys.make("keeper " + UUID.randomUUID(), Set.of(Scope.FAQ_READ, Scope.FAQ_WRITE),
                agents.find("admin").orElseThrow()).orElseThrow();
        jdbc.sql("delete from faq_entry where id like 'zither%' or id like 'sauna%'").update();
    }

    @AfterEach
    void end() {
        http.close();
    }

    @Test
    void anEntryIsAddedReadChangedTriedAndAnsweredWith() {
        HttpResponse<String> added = ask("POST", "/api/faq", zither(Map.of()));
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("location")).hasValue("/api/faq/zither");
        JsonNode read = body(ask("GET", "/api/faq/zither", null));
        assertThat(read.path("revision").asInt()).isEqualTo(1);
        assertThat(read.path("alternatives").path(0).asString()).isEqualTo("my zither is broken");

        HttpResponse<String> changed = ask("PUT", "/api/faq/zither",
                zither(Map.of("answer", "Yes, in a day.", "revision", 1, "wasWrong", true)));

        assertThat(body(changed).path("revision").asInt()).isEqualTo(2);
        JsonNode tried = body(ask("POST", "/api/faq/zither/try", Map.of("question", "my zither is broken")));
        assertThat(tried.path("place").asInt()).isEqualTo(1);
        assertThat(tried.path("found").path(0).path("band").asString()).isEqualTo("answer");
        assertThat(body(ask("POST", "/api/chat", Map.of("sessionId", "zither-player", "message", QUESTION)))
                .toString()).contains("Yes, in a day.");
        assertThat(jdbc.sql("select faq_revision from message where faq_id = 'zither'").query(Integer.class).list())
                .containsExactly(2);
        assertThat(jdbc.sql("""
                select revision || ' ' || reason || ' ' || (changed_by like 'keeper %') from entry_version
                where entry = 'zither' order by revision""").query(String.class).list())
                .containsExactly("1 added true", "2 wrong true");
    }

    @Test
    void aLateChangeIsRefusedWithTheEntryAsItIs() {
        ask("POST", "/api/faq", entry("sauna", Map.of()));
        ask("PUT", "/api/faq/sauna", entry("sauna", Map.of("answer", "First.", "revision", 1)));

        HttpResponse<String> late = ask("PUT", "/api/faq/sauna",
                entry("sauna", Map.of("answer", "Second.", "revision", 1)));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(body(late).path("entry").path("answer").asString()).isEqualTo("First.");
        assertThat(ask("POST", "/api/faq", entry("sauna", Map.of())).statusCode()).isEqualTo(409);
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsWritten() {
        ask("POST", "/api/faq", entry("sauna", Map.of()));
        Map<String, Map<String, Object>> wrong = Map.of("question", Map.of("question", " "), "answer",
                Map.of("answer", "x".repeat(20_001)), "url", Map.of("url", "javascript:alert(1)"), "language",
                Map.of("language", "no language"), "state", Map.of("state", "gone"), "owner",
                Map.of("owner", "x".repeat(2_001)));
        wrong.forEach((field, values) -> {
            Map<String, Object> changed = new HashMap<>(values);
            changed.put("revision", 1);
            HttpResponse<String> refused = ask("PUT", "/api/faq/sauna", entry("sauna", changed));
            assertThat(refused.statusCode()).as(field).isEqualTo(400);
            assertThat(body(refused).path("field").asString()).isEqualTo(field);
        });
        assertThat(body(ask("PUT", "/api/faq/sauna", entry("sauna", Map.of()))).path("field").asString())
                .isEqualTo("revision");
        assertThat(ask("GET", "/api/faq?only=some", null).statusCode()).isEqualTo(400);
        assertThat(body(ask("GET", "/api/faq/sauna", null)).path("revision").asInt()).isEqualTo(1);
    }

    @Test
    void theListIsFilteredAndPaged() {
        for (int i = 0; i < 3; i++) {
            ask("POST", "/api/faq",
                    entry("sauna-" + i, Map.of("question", "Sauna " + i + "?", "category", "rest & steam")));
        }
        HttpResponse<String> first = ask("GET", "/api/faq?category=rest+%26+steam&limit=2", null);
        assertThat(body(first)).hasSize(2);
        String next = first.headers().firstValue("link").orElseThrow().replaceFirst("<([^>]+)>.*", "$1");
        HttpResponse<String> second = ask("GET", next, null);
        assertThat(body(second)).hasSize(1);
        assertThat(body(second).path(0).path("id").asString()).isEqualTo("sauna-2");
        assertThat(second.headers().firstValue("link")).isEmpty();
        assertThat(body(ask("GET", "/api/faq?q=SAUNA+1", null))).hasSize(1);
        ask("PUT", "/api/faq/sauna-1", Map.of("question", "Sauna 1?", "answer", "x", "state", "retired", "revision",
                1));
        assertThat(body(ask("GET", "/api/faq?q=sauna+1", null))).isEmpty();
        assertThat(body(ask("GET", "/api/faq?q=sauna+1&state=retired", null))).hasSize(1);
    }

    /** The entry that is searched for; no other test has one of the like. */
    private static Map<String, Object> zither(Map<String, Object> changed) {
        Map<String, Object> entry = new HashMap<>(Map.of("question", QUESTION, "alternatives",
                List.of("my zither is broken"), "category", "strings"));
        entry.putAll(changed);
        return entry("zither", entry);
    }

    private static Map<String, Object> entry(String id, Map<String, Object> changed) {
        Map<String, Object> entry = new HashMap<>(
                Map.of("id", id, "question", "May dogs come into the sauna?", "answer",
                        "Yes.", "category", "steam"));
        entry.putAll(changed);
        return entry;
    }

    private JsonNode body(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private HttpResponse<String> ask(String method, String path, @Nullable Object body) {
        return http.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key).header("Content-Type", "application/json")
                .method(method, body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(json.writeValueAsString(body)))
                .build(), BodyHandlers.ofString()).join();
    }
}
