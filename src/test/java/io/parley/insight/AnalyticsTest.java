package io.parley.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures as operators' programs read them. */
@ParleyTest(properties = {"parley.serving=false", "parley.time-zone=Europe/Berlin"})
class AnalyticsTest {
    private static final String WEEK = "/api/analytics?from=2030-01-01&to=2030-01-07";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void fill() {
        jdbc.sql("delete from insight_day").update();
        Map.of("episodes", 40, "questions", 60, "searched", 50, "by_faq", 25, "involved", 40, "resolved_hard", 8,
                "resolved_soft", 12, "resolved_by_people", 5)
                .forEach((figure, count) -> sum("2030-01-02", "web", figure, count));
        sum("2030-01-03", "email", "episodes", 10);
        sum("2030-01-03", "email", "questions", 11);
        sum("2030-01-08", "web", "episodes", 1000);
    }

    @AfterEach
    void close() {
        http.close();
    }

    private void sum(String day, String channel, String figure, int count) {
        jdbc.sql("insert into insight_day values (cast(? as date), ?, ?, ?)")
                .params(List.of(day, channel, figure, count))
                .update();
    }

    private HttpResponse<String> get(String path, String accepted) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", ParleyTest.ADMIN).header("Accept", accepted).build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(get(path, "application/json").body());
    }

    @Test
    void theFourNumbersStandBesideAllOthers() throws Exception {
        JsonNode all = json(WEEK);
        assertThat(all.path("total_queries").asInt()).isEqualTo(71);
        assertThat(all.path("ai_resolved").asInt()).isEqualTo(20);
        assertThat(all.path("human_resolved").asInt()).isEqualTo(5);
        assertThat(all.path("learning_events").asInt()).isZero();
        assertThat(all.path("time_zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(all.path("counts").path("episodes").asInt()).isEqualTo(50);
        JsonNode coverage = all.path("shares").path("coverage");
        assertThat(coverage.path("n").asInt()).isEqualTo(25);
        assertThat(coverage.path("of").asInt()).isEqualTo(50);
        assertThat(coverage.path("share").asDouble()).isEqualTo(0.5);
        assertThat(coverage.path("low").asDouble()).isBetween(0.366, 0.367);
        assertThat(coverage.path("high").asDouble()).isBetween(0.633, 0.634);
        assertThat(coverage.path("tooFew").asBoolean(true)).isFalse();
        assertThat(all.path("rows")).extracting(row -> row.path("day").asString())
                .containsExactly("2030-01-02", "2030-01-03");
    }

    @Test
    void ofFewerThanThirtyNothingIsSaid() throws Exception {
        JsonNode rows = json(WEEK + "&by=channel").path("rows");
        assertThat(rows).extracting(row -> row.path("channel").asString()).containsExactly("email", "web");
        assertThat(rows.path(0).path("shares").path("unresolved").path("tooFew").asBoolean()).isTrue();
        assertThat(rows.path(1).path("shares").path("unresolved").path("tooFew").asBoolean(true)).isFalse();
    }

    @Test
    void tablesAreToBeHadToo() throws Exception {
        HttpResponse<String> table = get(WEEK + "&by=channel", "text/csv");
        assertThat(table.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
        assertThat(table.body().lines().toList()).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0)).startsWith("channel,episodes,questions,").contains("coverage_share,coverage_low");
            assertThat(lines.get(1)).startsWith("email,10,11,0,");
            assertThat(lines.get(2)).startsWith("web,40,60,50,25,").contains("0.5000,0.3664,0.6336");
        });
        assertThat(get(WEEK + "&by=channel&format=csv", "*/*").body()).isEqualTo(table.body());
        assertThat(get(WEEK + "&by=channel&format=json", "text/csv,*/*").body()).startsWith("{");
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        for (String[] wrong : List.of(new String[]{"from=soon", "from"}, new String[]{"to=2030-02-30", "to"},
                new String[]{"from=2030-02-01&to=2030-01-01", "from"},
                new String[]{"from=2020-01-01&to=2030-01-01", "from"},
                new String[]{"from=%2B999999999-01-01", "from"}, new String[]{"by=hour", "by"},
                new String[]{"format=xml", "format"})) {
            HttpResponse<String> refused = get("/api/analytics?" + wrong[0], "application/json");
            assertThat(refused.statusCode()).as(wrong[0]).isEqualTo(400);
            assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(refused.body()).as(wrong[0]).contains("\\\"" + wrong[1] + "\\\"");
        }
        assertThat(get("/api/analytics", "application/json").statusCode()).isEqualTo(200);
    }
}
