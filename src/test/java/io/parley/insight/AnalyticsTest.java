package io.parley.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
        jdbc.sql("delete from suggestion").update();
        jdbc.sql("delete from judgement").update();
        jdbc.sql("delete from insight_language").update();
        jdbc.sql("delete from insight_entry").update();
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
    void languagesAndEntriesAreRowsToo() throws Exception {
        jdbc.sql("""
                insert into insight_language values ('2030-01-02', 'web', 'de', 'episodes', 30),
                    ('2030-01-03', 'email', 'de', 'episodes', 10), ('2030-01-03', 'email', 'de', 'resolved_hard', 8),
                    ('2030-01-03', 'email', 'de', 'handling@60000', 3),
                    ('2030-01-03', 'email', '', 'episodes', 1), ('2030-01-08', 'email', 'fr', 'episodes', 1)""")
                .update();
        JsonNode languages = json(WEEK + "&by=language").path("rows");
        assertThat(languages).extracting(row -> row.path("language").asString()).containsExactly("", "de");
        JsonNode german = languages.path(1);
        assertThat(german.path("counts").path("episodes").asInt()).isEqualTo(40);
        assertThat(german.path("shares").path("resolved_hard").path("share").asDouble()).isEqualTo(0.2);
        assertThat(german.path("times").path("handling").path("n").asInt()).isEqualTo(3);

        jdbc.sql(
                """
                        insert into insight_entry values ('2030-01-02', '=1+1, "x"', 50, 30, 10, 20, 2, 12, 3, 2, 1),
                            ('2030-01-03', '=1+1, "x"', 50, 30, 10, 20, 2, 12, 3, 2, 1),
                            ('2030-01-03', 'other', 1, 0, 0, 0, 0, 0, 0, 0, 0), ('2030-01-08', 'late', 9, 0, 0, 9, 9, 0, 0, 0, 0)""")
                .update();
        JsonNode entries = json(WEEK + "&by=entry").path("rows");
        assertThat(entries).extracting(row -> row.path("entry").asString()).containsExactly("=1+1, \"x\"", "other");
        JsonNode first = entries.path(0);
        assertThat(first.path("question").isNull()).isTrue();
        assertThat(first.path("counts").path("episodes").asInt()).isEqualTo(40);
        assertThat(first.path("counts").path("answers").asInt()).isEqualTo(100);
        JsonNode helped = first.path("shares").path("resolved_hard");
        assertThat(List.of(helped.path("n").asInt(), helped.path("of").asInt())).containsExactly(24, 40);
        assertThat(helped.path("low").asDouble()).isCloseTo(Share.of(24, 40).low(), within(1e-9));
        assertThat(first.path("shares").path("liked").path("share").asDouble()).isEqualTo(0.75);
        assertThat(entries.path(1).path("shares").path("liked").path("tooFew").asBoolean()).isTrue();
        assertThat(get(WEEK + "&by=entry", "text/csv").body().lines().toList()).hasSize(3).satisfies(lines -> {
            assertThat(lines.getFirst()).startsWith("entry,question,episodes,answers,resolved_hard,");
            assertThat(lines.get(1)).startsWith("\"'=1+1, \"\"x\"\"\",\"\",40,100,24,6,4,2,4,60,20,0.6000,");
        });
    }

    @Test
    void eachShareOfRelevancyHasItsNumberAndItsInterval() throws Exception {
        judged();
        Map.of("next_relevant", 30, "next_partly", 10, "next_non", 20)
                .forEach((figure, count) -> sum("2030-01-02", "web", figure, count));
        JsonNode relevancy = json(WEEK).path("relevancy");
        JsonNode next = relevancy.path("next").path("shares");
        assertThat(next.path("RELEVANT").path("n").asInt()).isEqualTo(30);
        assertThat(next.path("RELEVANT").path("of").asInt()).isEqualTo(60);
        assertThat(next.path("RELEVANT").path("low").asDouble()).isCloseTo(Share.of(30, 60).low(), within(1e-9));
        assertThat(next.path("NON_RELEVANT").path("high").asDouble()).isCloseTo(Share.of(20, 60).high(), within(1e-9));
        assertThat(next.path("RELEVANT").path("tooFew").asBoolean(true)).isFalse();
        JsonNode people = relevancy.path("people").path("shares").path("PARTLY_RELEVANT");
        assertThat(people.path("of").asInt()).isEqualTo(4);
        assertThat(people.path("share").asDouble()).as("one that stands for two, of five").isEqualTo(0.4);
        assertThat(people.path("low").asDouble()).as("of 25/7 answers of equal weight")
                .isCloseTo(Share.estimated(0.4, 4, 25 / 7.0).low(), within(1e-9));
        assertThat(people.path("tooFew").asBoolean()).isTrue();
        assertThat(relevancy.path("model").path("shares").path("RELEVANT").path("tooFew").asBoolean()).isTrue();
        assertThat(relevancy.path("people").path("RELEVANT").asDouble()).isEqualTo(0.6);
    }

    @Test
    void timesPrecisionLearningAndQueueStandBesideThem() throws Exception {
        Map.of("first_people@3600000", 20, "first_people@7200000", 16, "first_people@36000000", 4, "votes_faq", 40,
                "votes_up_faq", 30, "promised", 20_000)
                .forEach((figure, count) -> sum("2030-01-02", "web", figure, count));
        judged();
        jdbc.sql(
                """
                        insert into suggestion (kind, state, similarity, differs, question, answer, ways, language, marks, private_act,
                                                vector, made_at, decided_at)
                        select 'new', state, 0, '{}', 'q', 'a', '{}', 'en', '{}', false, '', made::timestamptz, decided::timestamptz
                        from (values ('published', '2029-12-01', '2030-01-01T00:00+01'), ('attached', '2030-01-02', '2030-01-03'),
                            ('dismissed', '2030-01-02', '2030-01-07T23:59+01'), ('dismissed', '2030-01-02', '2030-01-08T00:00+01'),
                            ('open', '2030-01-03', null)) s (state, made, decided)""")
                .update();
        jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              select 'web', gen_random_uuid()::text, 'a' from generate_series(1, 3) returning id),
                opened as (insert into ticket (conversation_id, reason, state, opened_at, escalated_at)
                           select id, 'policy', case when row_number() over () = 1 then 'taken' else 'waiting' end,
                               now() - interval '1 hour' * row_number() over (),
                               case when row_number() over () = 3 then now() end
                           from talk returning id)
                insert into ticket_event (ticket_id, at, kind) select id, '2030-01-05', 'returned' from opened""")
                .update();
        JsonNode all = json(WEEK);
        JsonNode first = all.path("times").path("first_people");
        assertThat(List.of(first.path("n").asInt(), first.path("median_seconds").asInt(),
                first.path("p90_seconds").asInt())).containsExactly(40, 3600, 7200);
        assertThat(all.path("times").path("handling").path("tooFew").asBoolean()).isTrue();
        assertThat(all.path("rows").path(0).path("times").path("first_people").path("n").asInt()).isEqualTo(40);
        JsonNode precision = all.path("precision");
        assertThat(precision.path("threshold").asDouble()).isEqualTo(0.5);
        assertThat(precision.path("promised").asDouble()).isEqualTo(0.8);
        assertThat(precision.path("votes").path("n").asInt()).isEqualTo(30);
        assertThat(precision.path("votes").path("of").asInt()).isEqualTo(40);
        assertThat(precision.path("people").path("n").asInt()).as("half of 4, of 3 that were judged").isEqualTo(2);
        assertThat(precision.path("people").path("of").asInt()).isEqualTo(3);
        assertThat(precision.path("people").path("share").asDouble()).isEqualTo(0.5);
        assertThat(precision.path("people").path("low").asDouble()).as("Wilson's, of 8/3 answers of equal weight")
                .isCloseTo(0.116, within(0.001));
        assertThat(precision.path("model").path("of").asInt()).isZero();
        JsonNode learning = all.path("learning");
        assertThat(List.of(learning.path("made").asInt(), learning.path("published").asInt(),
                learning.path("dismissed").asInt())).containsExactly(4, 2, 1);
        JsonNode queue = all.path("queue");
        assertThat(List.of(queue.path("waiting").asInt(), queue.path("escalated").asInt(),
                queue.path("returned").asInt())).containsExactly(2, 1, 3);
        assertThat(queue.path("oldest_seconds").asInt()).isBetween(7_200, 7_300);
        assertThat(get(WEEK + "&format=csv", "*/*").body().lines().skip(1).findFirst().orElseThrow())
                .contains(",40,3600.0,7200.0");
    }

    /** Three answers of the FAQ, right, right, and wrong, of which the last stands for two; and a right one of the model. */
    private void judged() {
        jdbc.sql(
                """
                        with talk as (insert into conversation (channel, thread, address)
                                      values ('web', gen_random_uuid()::text, 'a') returning id),
                        said as (insert into message (conversation_id, channel, author, text, said_at, source, reason)
                                 select talk.id, 'web', 'bot', 'x', now(), s.source, s.label from talk, (values ('faq', 'RELEVANT'),
                                     ('faq', 'RELEVANT'), ('faq', 'PARTLY_RELEVANT'), ('model', 'RELEVANT')) s (source, label)
                                 returning id, reason)
                        insert into judgement (message_id, judge, version, sampled_on, weight, label)
                        select id, 'people', '', '2030-01-03', case when reason = 'RELEVANT' then 1 else 2 end, reason from said""")
                .update();
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
