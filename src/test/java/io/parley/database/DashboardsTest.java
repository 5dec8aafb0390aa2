package io.parley.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The charts for Grafana, with their places as its documentation of the dashboard's JSON says. */
class DashboardsTest {
    private static final Path HOME = Path.of("db/dashboards");
    private static final Set<String> SOURCES = Set.of("parley-insight", "parley-prometheus");
    private static final Pattern METRIC = Pattern.compile("parley_[a-z_]+");
    private static final int WIDTH = 24;

    @Test
    void eachPanelHasAnIdAPlaceAndASourceOfItsOwn() {
        assertThat(Panels.all()).hasSizeGreaterThan(10).extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
        assertThat(Panels.all().stream().flatMap(panel -> squares(panel.path("gridPos"))).toList())
                .doesNotHaveDuplicates().allMatch(square -> square.getKey() < WIDTH);
        assertThat(
                Stream.concat(Panels.all().stream(), Panels.targets())
                        .map(one -> one.path("datasource").path("uid").asString()))
                .allMatch(SOURCES::contains);
    }

    /** All squares of the grid that a panel covers. */
    private static Stream<Map.Entry<Integer, Integer>> squares(JsonNode at) {
        return IntStream.range(0, at.path("w").asInt()).boxed()
                .flatMap(x -> IntStream.range(0, at.path("h").asInt())
                        .mapToObj(y -> Map.entry(at.path("x").asInt() + x, at.path("y").asInt() + y)));
    }

    @Test
    void whatOneWantsToSeeFirstComesFirst() {
        assertThat(Panels.all().stream()
                .sorted(Comparator.comparingInt(panel -> panel.path("gridPos").path("y").asInt() * WIDTH
                        + panel.path("gridPos").path("x").asInt()))
                .limit(5).map(panel -> panel.path("type").asString() + " " + panel.path("title").asString()))
                .containsExactly("table The last 5 answers", "piechart Thumbs", "gauge Relevancy", "timeseries Tokens",
                        "barchart Models");
    }

    @Test
    void theGaugesTellThreeSourcesApart() {
        try (TestDatabase database = TestDatabase.migrated()) {
            assertThat(rows(database, Panels.statement("Relevancy"))).as("nothing is said of nothing").singleElement()
                    .satisfies(row -> assertThat(row.values()).containsOnlyNulls());
            InsightViewsTest.converse(database.jdbc());
            InsightViewsTest.judge(database.jdbc());

            assertThat(rows(database, Panels.statement("Relevancy"))).singleElement().satisfies(row -> {
                assertThat(number(row, "a model")).isCloseTo(41 / 61.0, within(1e-9));
                assertThat(number(row, "people")).isCloseTo(31 / 61.0, within(1e-9));
                assertThat(number(row, "what happened next")).isCloseTo(0.3, within(1e-9));
            });
            assertThat(rows(database, Panels.statement("How answers fit"))).extracting(row -> row.get("source"))
                    .containsExactly("a model (61)", "what happened next (100)", "people (61)");
            assertThat(rows(database, Panels.statement("Whether the model judges as people do"))).singleElement()
                    .satisfies(row -> {
                        assertThat(row).containsEntry("answers that both judged", 61L);
                        assertThat(number(row, "kappa")).isCloseTo(kappa(), within(1e-9));
                    });
        }
    }

    @Test
    void confidenceStandsBesideWhatWasRight() {
        try (TestDatabase database = TestDatabase.migrated()) {
            InsightViewsTest.converse(database.jdbc());
            InsightViewsTest.judge(database.jdbc());
            // Of 61 answers, 10 are not sure; of the sure ones, those that people call right stand for three each, the others for one.
            database.jdbc().sql("""
                    update message set confidence = 0.35 where id in (
                        select id from message where author = 'bot' order by id desc limit 10)""").update();
            database.jdbc()
                    .sql("""
                            update judgement set weight = case when label = 'RELEVANT' then 3 else 1 end where judge = 'people'""")
                    .update();
            List<Map<String, Object>> rows = rows(database, Panels.statement("Confidence, and what was right"));

            assertThat(rows).extracting(row -> row.get("confidence")).containsExactly("0.3 (10)", "0.9 (51)");
            assertThat(rows.getFirst()).as("ten say nothing").containsEntry("right, people say", null)
                    .containsEntry("right, a model says", null).containsEntry("liked, of votes", null);
            assertThat(number(rows.getFirst(), "of all answers")).isCloseTo(10 / 61.0, within(1e-9));
            assertThat(number(rows.getFirst(), "promised")).isCloseTo(0.35, within(1e-9));
            Map<String, Object> sure = rows.getLast();
            assertThat(number(sure, "of all answers")).isCloseTo(51 / 61.0, within(1e-9));
            assertThat(number(sure, "promised")).isCloseTo(0.9, within(1e-9));
            assertThat(number(sure, "right, people say")).isCloseTo(26 * 3 / (26 * 3 + 25.0), within(1e-9));
            assertThat(number(sure, "right, a model says")).isCloseTo(34 / 51.0, within(1e-9));
            assertThat(number(sure, "liked, of votes")).isCloseTo(26 / 39.0, within(1e-9));
        }
    }

    private static double number(Map<String, Object> row, String name) {
        return ((Number) Objects.requireNonNull(row.get(name))).doubleValue();
    }

    /** Of 61 answers, people call each second one right in part, and the model each third; so both call ten so. */
    private static double kappa() {
        double alike = (10 + (61 - 30 - 20 + 10)) / 61.0;
        double chance = (30 * 20 + 31 * 41) / (61.0 * 61.0);
        return (alike - chance) / (1 - chance);
    }

    @Test
    void daysAreThoseOfTheSiteAlsoWhereItsClocksChange() {
        try (TestDatabase database = TestDatabase.migrated()) {
            List<String> begins = List.of("2026-03-28 22:59", "2026-03-28 23:00", "2026-03-29 21:59",
                    "2026-03-29 22:00",
                    "2026-10-24 21:59", "2026-10-24 22:00", "2026-10-25 22:59", "2026-10-25 23:00");
            begins.forEach(moment -> begin(database.jdbc(), moment));
            List.of("2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26").forEach(day -> database.jdbc()
                    .sql("insert into model_usage values (cast(? as date), 'm', 'answer', 1, 1, 1, 1)").param(day)
                    .update());

            assertThat(days(database, Panels.statement("How matters went"), "2026-03-28 00:00", "2026-10-27 00:00"))
                    .containsExactly(
                            "2026-03-27T23:00:00Z 1", "2026-03-28T23:00:00Z 2", "2026-03-29T22:00:00Z 1",
                            "2026-10-23T22:00:00Z 1", "2026-10-24T22:00:00Z 2", "2026-10-25T23:00:00Z 1");
            String spring = Panels.statement("Tokens").replace("sum(tokens_in) as \"to the model\"",
                    "sum(tokens_in) as value");
            assertThat(days(database, spring, "2026-03-28 23:00", "2026-03-29 21:59"))
                    .as("a day of 23 hours").containsExactly("2026-03-28T23:00:00Z 1");
            assertThat(days(database, spring, "2026-10-24 22:00", "2026-10-25 22:59"))
                    .as("a day of 25 hours").containsExactly("2026-10-24T22:00:00Z 1");
        }
    }

    private static void begin(JdbcClient jdbc, String moment) {
        jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                    values ('web', gen_random_uuid()::text, 'a') returning id),
                asked as (insert into message (conversation_id, author, text, said_at, channel)
                    select id, 'participant', 'x', now(), 'web' from talk returning id, conversation_id)
                insert into episode (message_id, conversation_id, channel, began_at, day, outcome, counts)
                select id, conversation_id, 'web', cast(? as timestamp) at time zone 'UTC', current_date, 'open', '{}'
                from asked""").param(moment).update();
    }

    /** What a panel shows for each day, to a site in Berlin. */
    private static List<String> days(TestDatabase database, String panel, String from, String to) {
        return database.transactions().execute(status -> {
            database.jdbc().sql("set local role parley_insight").update();
            database.jdbc().sql("set local timezone = 'Europe/Berlin'").update();
            return database.jdbc().sql(Panels.expanded(panel, "'" + from + "Z'", "'" + to + "Z'"))
                    .query((row, n) -> row.getObject("time", OffsetDateTime.class).toInstant() + " "
                            + row.getLong("value"))
                    .list();
        });
    }

    @Test
    void theRoleForChartsGetsRowsForEachPanel() {
        try (TestDatabase database = TestDatabase.migrated()) {
            InsightViewsTest.converse(database.jdbc());
            InsightViewsTest.judge(database.jdbc());
            InsightViewsTest.lack(database.jdbc());
            database.jdbc().sql("update ticket set taken_at = now(), first_reply_at = now(), state = 'taken'").update();

            assertThat(Panels.targets().filter(target -> target.has("rawSql"))).hasSizeGreaterThan(15)
                    .allSatisfy(target -> assertThat(rows(database, target.path("rawSql").asString()))
                            .isNotEmpty().allSatisfy(row -> assertThat(row.values()).doesNotContainNull()));
        }
    }

    private static List<Map<String, Object>> rows(TestDatabase database, String panel) {
        return database.transactions().execute(status -> {
            database.jdbc().sql("set local role parley_insight").update();
            return database.jdbc().sql(Panels.expanded(panel, "'yesterday'", "'tomorrow'")).query().listOfRows();
        });
    }

    @Test
    void eachMetricIsOneThatTheDocumentsName() throws IOException {
        String documents = Files.readString(Path.of("docs/operation.md"));
        Set<String> metrics = new HashSet<>();
        Panels.targets().filter(target -> target.has("expr")).forEach(target -> {
            Matcher names = METRIC.matcher(target.path("expr").asString());
            while (names.find()) {
                metrics.add(names.group().replaceFirst("_bucket$", ""));
            }
        });

        assertThat(metrics).isNotEmpty().allMatch(metric -> documents.contains("`" + metric + "`"));
    }

    @Test
    void eachFileThatAContainerMountsExists() throws IOException {
        Map<String, Map<String, Map<String, List<String>>>> compose = new Yaml()
                .load(Files.readString(Path.of("compose.yaml")));
        List<String> mounted = compose.getOrDefault("services", Map.of()).values().stream()
                .flatMap(service -> service.getOrDefault("volumes", List.of()).stream())
                .filter(volume -> volume.startsWith("./")).map(volume -> volume.split(":", 2)[0]).toList();

        assertThat(mounted).hasSize(4).allMatch(file -> Files.exists(Path.of(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisioning/datasources/parley.yaml", "provisioning/dashboards/parley.yaml",
            "prometheus.yml"})
    void theOtherFilesAreYaml(String file) throws IOException {
        Map<String, Object> read = new Yaml().load(Files.readString(HOME.resolve(file)));

        assertThat(read).isNotEmpty();
    }

    @Test
    void theSourcesOfPanelsAreProvisioned() throws IOException {
        Map<String, List<Map<String, String>>> read = new Yaml()
                .load(Files.readString(HOME.resolve("provisioning/datasources/parley.yaml")).replace("apiVersion: 1",
                        ""));

        assertThat(read.get("datasources")).extracting(source -> source.get("uid"))
                .containsExactlyInAnyOrderElementsOf(SOURCES);
    }
}
