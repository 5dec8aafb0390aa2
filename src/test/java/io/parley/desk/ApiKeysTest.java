package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.audit.Audit;
import io.parley.audit.AuditEntry;
import io.parley.audit.Deed;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys that administrators make at the desk, and programs that send them. */
@ParleyTest(properties = "parley.serving=false")
class ApiKeysTest {
    private static final Pattern SHOWN = Pattern.compile("<code id=\"made\">(parley_[A-Za-z0-9]{43})</code>");
    private final HttpClient http = HttpClient.newHttpClient();
    private int address;

    @LocalServerPort
    private int port;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient admin;

    @BeforeEach
    void start() {
        jdbc.sql("delete from api_key").update();
        jdbc.sql("delete from audit").update();
        admin = DeskClient.signedIn(port, "admin", ParleyTest.PASSWORD);
    }

    @AfterEach
    void end() {
        admin.close();
        http.close();
    }

    @Test
    void aKeyOpensWhatItsScopesSayAndNoMore() throws Exception {
        String key = made("Export", "tickets:read");

        assertThat(get("/api/tickets", key).statusCode()).isEqualTo(200);
        assertThat(get("/api/tickets/999999", key).statusCode()).isEqualTo(404);
        assertThat(get("/api/mails/unanswered", key).statusCode()).isEqualTo(200);
        assertThat(get("/api/search?q=parcel", key).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = post("/api/tickets/999999/take", key);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.headers().firstValue("www-authenticate")).hasValue(
                "Bearer error=\"insufficient_scope\", scope=\"tickets:write\"");
        assertThat(refused.body()).contains("This API key lacks the scope tickets:write.");
        assertThat(get("/actuator/prometheus", key).body()).contains("metrics:read");
        for (String path : new String[]{"/v3/api-docs", "/swagger-ui/index.html", "/api/nothing", "/actuator"}) {
            assertThat(get(path, key).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(get("/test/forgotten", key).statusCode()).isEqualTo(404);
        assertThat(DeskClient.location(get("/desk", key))).isEqualTo("/desk/login");

        String both = made("Robot", "tickets:write", "metrics:read");
        assertThat(post("/api/tickets/999999/take", both).statusCode()).isEqualTo(404);
        assertThat(get("/actuator/prometheus", both).statusCode()).isEqualTo(200);
        assertThat(get("/api/tickets", both).statusCode()).isEqualTo(403);
    }

    @Test
    void aKeyIsShownOnceAndStoredNowhere() {
        String key = made("Export", "tickets:read");

        assertThat(admin.get("/desk/keys").body()).contains("Export", key.substring(0, 11) + "…", "tickets:read",
                "never used").doesNotContain(key);
        assertThat(jdbc.sql("select api_key::text || (select string_agg(audit::text, '') from audit) from api_key")
                .query(String.class).single()).doesNotContain(key.substring(11));
        assertThat(jdbc.sql("select hash = sha256(convert_to(?, 'UTF8')) from api_key").param(key).query(Boolean.class)
                .single()).isTrue();
        assertThat(made("Other", "tickets:read")).isNotEqualTo(key);
    }

    @Test
    void aRevokedKeyOpensNothingFromThenOn() throws Exception {
        String key = made("Export", "tickets:read");
        assertThat(get("/api/tickets", key).statusCode()).isEqualTo(200);
        assertThat(admin.get("/desk/keys").body()).contains("last used");

        String revoke = "/desk/keys/" + jdbc.sql("select id from api_key").query(Long.class).single() + "/revoke";
        assertThat(DeskClient.location(admin.send(admin.get("/desk/keys"), revoke, Map.of())))
                .isEqualTo("/desk/keys?done=revoked");

        for (String path : new String[]{"/api/tickets", "/api/search?q=parcel"}) {
            HttpResponse<String> refused = get(path, key);
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer error=\"invalid_token\"");
            assertThat(refused.body()).contains("no such API key, or it is revoked");
        }
        assertThat(admin.get("/desk/keys").body()).contains(">revoked<").doesNotContain(">Revoke<");
        assertThat(admin.send(admin.get("/desk/keys"), revoke, Map.of()).statusCode()).isEqualTo(404);
        assertThat(audit.before(Long.MAX_VALUE, 2)).extracting(AuditEntry::deed, AuditEntry::object).containsExactly(
                tuple(Deed.KEY_REVOKED, "Export"),
                tuple(Deed.KEY_MADE, "Export"));
        assertThat(made("Export", "tickets:read")).as("the name is free again").isNotEqualTo(key);
    }

    @Test
    void keysCannotBeGuessedFast() throws Exception {
        String guess = "parley_" + "A".repeat(43);
        for (int i = 0; i < 10; i++) {
            assertThat(from("192.0.2.77", guess).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> slowed = from("192.0.2.77", guess);
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("retry-after")).isPresent();
        assertThat(from("192.0.2.78", guess).statusCode()).isEqualTo(401);
    }

    @Test
    void otherTokensAreNoKeys() throws Exception {
        for (String token : new String[]{"eyJhbGciOiJIUzI1NiJ9.e30.x", "parley", "admin", ""}) {
            assertThat(get("/api/tickets", token).statusCode()).as(token).isEqualTo(401);
            assertThat(get("/api/search?q=parcel", token).statusCode()).as(token).isEqualTo(200);
        }
    }

    @Test
    void aFormThatIsWrongMakesNoKey() {
        made("Export", "tickets:read");
        for (String[] form : new String[][]{{"", "tickets:read", "name-wrong"}, {"Other", "", "scope-wrong"},
                {"Other", "everything", "scope-wrong"}, {"Export", "tickets:read", "name-wrong"}}) {
            HttpResponse<String> refused = admin.send(admin.get("/desk/keys"), "/desk/keys",
                    form[1].isEmpty() ? Map.of("name", form[0]) : Map.of("name", form[0], "scope", form[1]));
            assertThat(refused.statusCode()).as(form[2]).isEqualTo(422);
            assertThat(refused.body()).contains("id=\"" + form[2] + "\"").doesNotContain("id=\"made\"");
        }
        assertThat(jdbc.sql("select count(*) from api_key").query(Integer.class).single()).isEqualTo(1);
    }

    private String made(String name, String... scopes) {
        StringBuilder form = new StringBuilder();
        Matcher hidden = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(admin.get("/desk/keys").body());
        assertThat(hidden.find()).isTrue();
        form.append("_csrf=").append(URLEncoder.encode(hidden.group(1), StandardCharsets.UTF_8)).append("&name=")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8));
        for (String scope : scopes) {
            form.append("&scope=").append(URLEncoder.encode(scope, StandardCharsets.UTF_8));
        }
        Matcher shown = SHOWN.matcher(admin.postBody("/desk/keys", form.toString()).body());
        assertThat(shown.find()).isTrue();
        return shown.group(1);
    }

    private HttpResponse<String> get(String path, String key) throws Exception {
        return send(path, key, "198.51.100." + ++address, "GET");
    }

    private HttpResponse<String> post(String path, String key) throws Exception {
        return send(path, key, "198.51.100." + ++address, "POST");
    }

    private HttpResponse<String> from(String caller, String key) throws Exception {
        return send("/api/tickets", key, caller, "GET");
    }

    private HttpResponse<String> send(String path, String key, String caller, String method) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key).header("X-Forwarded-For", caller)
                .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }
}
