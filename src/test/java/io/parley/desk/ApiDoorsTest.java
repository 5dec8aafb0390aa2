package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.ApiKeys;
import io.parley.security.Role;
import io.parley.security.Scope;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The doors beside the desk: each call, made by everybody who could try. */
@ParleyTest(properties = "parley.serving=false")
class ApiDoorsTest {
    /** No ticket has this id, so that an open door shows itself by a 404. */
    private static final String NONE = "999999";
    /**
     * The answers to a caller with nothing, an agent's password, an operator's, an administrator's, admin's, a revoked key, a
     * key that reads tickets, a key that writes them, a key that reads the FAQ, a key that writes it, a key that reads and
     * changes settings.
     */
    private static final Map<String, List<Integer>> CALLS = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /mine/{token}", open(404)),
            Map.entry("POST /mine/{token}", open(404)),
            Map.entry("GET /mail/{token}", open(404)),
            Map.entry("POST /mail/{token}", open(404)),
            Map.entry("GET /", open(200)),
            Map.entry("GET /search", open(200)),
            Map.entry("GET /widget.js", open(200)),
            Map.entry("GET /chat/texts.json", open(200)),
            Map.entry("GET /chat/starters.json", open(200)),
            Map.entry("GET /chat/{name}", open(404)),
            Map.entry("GET /health", open(200)),
            Map.entry("GET /swagger-ui", ofPeople(302)),
            Map.entry("GET /v3/api-docs", ofPeople(200)),
            Map.entry("GET /v3/api-docs.yaml", ofPeople(200)),
            Map.entry("GET /v3/api-docs/swagger-config", ofPeople(200)),
            Map.entry("POST /slack/events", unsigned()),
            Map.entry("POST /telegram/webhook", unsigned()),
            Map.entry("POST /api/chat", open(400)),
            Map.entry("POST /api/chat/reset", open(400)),
            Map.entry("GET /api/chat/history", open(400)),
            Map.entry("POST /api/feedback", open(400)),
            Map.entry("GET /api/search", open(400)),
            Map.entry("GET /api/settings/{key}", List.of(401, 401, 401, 401, 404, 401, 403, 403, 403, 403, 404)),
            Map.entry("PUT /api/settings/{key}", List.of(401, 401, 401, 401, 400, 401, 403, 403, 403, 403, 400)),
            Map.entry("GET /api/mails/unanswered", reading(200)),
            Map.entry("GET /api/tickets", reading(200)),
            Map.entry("GET /api/tickets/{id}", reading(404)),
            Map.entry("GET /api/analytics", ofPeople(200)),
            Map.entry("DELETE /api/people/{id}", ofPeople(404)),
            Map.entry("GET /api/people/{id}/export", ofPeople(404)),
            Map.entry("GET /api/erasures/{id}", ofPeople(404)),
            Map.entry("GET /api/gaps", ofPeople(200)),
            Map.entry("GET /api/corrections/{entry}", ofPeople(404)),
            Map.entry("POST /api/corrections/{entry}", ofPeople(404)),
            Map.entry("GET /api/suggestions", ofPeople(200)),
            Map.entry("POST /api/suggestions/{id}/publish", ofPeople(404)),
            Map.entry("POST /api/suggestions/{id}/attach", ofPeople(400)),
            Map.entry("POST /api/suggestions/{id}/dismiss", ofPeople(404)),
            Map.entry("POST /api/human-response", writing(400)),
            Map.entry("POST /api/tickets/{id}/assign", writing(400)),
            Map.entry("POST /api/tickets/{id}/replies/{message}/change", writing(404)),
            Map.entry("POST /api/tickets/{id}/replies/{message}/take-back", writing(404)),
            Map.entry("POST /api/tickets/{id}/take", writing(404)),
            Map.entry("POST /api/tickets/{id}/reply", writing(404)),
            Map.entry("POST /api/tickets/{id}/hand-back", writing(404)),
            Map.entry("GET /api/faq", List.of(401, 401, 401, 401, 200, 401, 403, 403, 200, 403, 403)),
            Map.entry("GET /api/faq/{id}", List.of(401, 401, 401, 401, 404, 401, 403, 403, 404, 403, 403)),
            Map.entry("POST /api/faq/{id}/try", List.of(401, 401, 401, 401, 400, 401, 403, 403, 400, 403, 403)),
            Map.entry("POST /api/faq", List.of(401, 401, 401, 401, 400, 401, 403, 403, 403, 400, 403)),
            Map.entry("PUT /api/faq/{id}", List.of(401, 401, 401, 401, 404, 401, 403, 403, 403, 404, 403)),
            Map.entry("POST /api/tickets/{id}/resolve", writing(404))));

    private final HttpClient http = HttpClient.newHttpClient();
    private int address;

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private static List<Integer> open(int status) {
        return List.of(status, 401, 401, 401, status, 401, status, status, status, status, status);
    }

    /** Only the service itself may call, by its signature. */
    private static List<Integer> unsigned() {
        return Collections.nCopies(11, 401);
    }

    private static List<Integer> reading(int status) {
        return List.of(401, 401, 401, 401, status, 401, status, 403, 403, 403, 403);
    }

    private static List<Integer> writing(int status) {
        return List.of(401, 401, 401, 401, status, 401, 403, status, 403, 403, 403);
    }

    private static List<Integer> ofPeople(int status) {
        return List.of(401, 401, 401, 401, status, 401, 403, 403, 403, 403, 403);
    }

    @BeforeEach
    void start() {
        jdbc.sql("delete from api_key").update();
        for (Role role : Role.values()) {
            agents.add(role.word(), role.word(), role, DeskClient.PASSWORD);
        }
    }

    @AfterEach
    void end() {
        http.close();
    }

    @Test
    void theTableHasEachCall() {
        Set<String> calls = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .filter(route -> route.getPatternValues().stream()
                        .anyMatch(path -> !path.startsWith("/desk") && !path.equals("/error")))
                .forEach(route -> calls.addAll(DeskRoutesTest.names(route)));
        assertThat(calls).isEqualTo(CALLS.keySet());
    }

    @Test
    void eachCallIsOpenToThoseWhoMayOnly() throws Exception {
        String revoked = made("revoked", Scope.values());
        keys.revoke(jdbc.sql("select id from api_key").query(Long.class).single(), agents.find("admin").orElseThrow());
        List<String> callers = Stream.concat(
                Stream.of(Role.AGENT, Role.OPERATOR, Role.ADMINISTRATOR)
                        .map(role -> basic(role.word(), DeskClient.PASSWORD)),
                Stream.of(basic("admin", ParleyTest.PASSWORD), "Bearer " + revoked,
                        "Bearer " + made("reads", Scope.TICKETS_READ), "Bearer " + made("writes", Scope.TICKETS_WRITE),
                        "Bearer " + made("reads the FAQ", Scope.FAQ_READ),
                        "Bearer " + made("writes the FAQ", Scope.FAQ_WRITE),
                        "Bearer " + made("sets", Scope.SETTINGS_READ, Scope.SETTINGS_WRITE)))
                .toList();
        Map<String, List<Integer>> seen = new TreeMap<>();
        for (String call : CALLS.keySet()) {
            List<Integer> answers = new ArrayList<>(List.of(ask(call, null)));
            for (String caller : callers) {
                answers.add(ask(call, caller));
            }
            seen.put(call, answers);
        }
        assertThat(seen).isEqualTo(CALLS);
    }

    private String made(String name, Scope... scopes) {
        return keys.make(name, Set.of(scopes), agents.find("admin").orElseThrow()).orElseThrow();
    }

    private int ask(String call, @Nullable String authorization) throws Exception {
        String[] parts = call.replace("{id}", NONE).replace("{entry}", NONE).replace("{message}", NONE)
                .replace("{key}", "parley.none").replace("{token}", "none").replace("{name}", "none")
                .split(" ", -1);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + parts[1]))
                .header("X-Forwarded-For", "198.51." + ++address / 250 + "." + (address % 250 + 1))
                .header("Content-Type", "application/json")
                .method(parts[0], parts[0].equals("GET")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(call.contains("tickets") ? "{\"text\":\"hello\"}" : "{}"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static String basic(String login, String password) {
        return "Basic " + Base64.getEncoder()
                .encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
