package io.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The charts for Grafana, with their places as its documentation of the dashboard's JSON says. */
class DashboardsTest {
    private static final Path HOME = Path.of("db/dashboards");
    private static final Set<String> SOURCES = Set.of("parley-insight", "parley-prometheus");
    private static final Pattern METRIC = Pattern.compile("parley_[a-z_]+");
    private static final int WIDTH = 24;

    private static List<JsonNode> panels() {
        return List.copyOf(JsonMapper.shared().readTree(HOME.resolve("parley.json")).path("panels").values());
    }

    private static Stream<JsonNode> targets() {
        return panels().stream().flatMap(panel -> panel.path("targets").valueStream());
    }

    @Test
    void eachPanelHasAnIdAPlaceAndASourceOfItsOwn() {
        assertThat(panels()).hasSizeGreaterThan(10).extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
        assertThat(panels().stream().flatMap(panel -> squares(panel.path("gridPos"))).toList())
                .doesNotHaveDuplicates().allMatch(square -> square.getKey() < WIDTH);
        assertThat(
                Stream.concat(panels().stream(), targets()).map(one -> one.path("datasource").path("uid").asString()))
                .allMatch(SOURCES::contains);
    }

    /** All squares of the grid that a panel covers. */
    private static Stream<Map.Entry<Integer, Integer>> squares(JsonNode at) {
        return IntStream.range(0, at.path("w").asInt()).boxed()
                .flatMap(x -> IntStream.range(0, at.path("h").asInt())
                        .mapToObj(y -> Map.entry(at.path("x").asInt() + x, at.path("y").asInt() + y)));
    }

    @Test
    void theRoleForChartsGetsRowsForEachPanel() {
        try (TestDatabase database = TestDatabase.migrated()) {
            InsightViewsTest.converse(database.jdbc());
            database.jdbc().sql("update ticket set taken_at = now(), first_reply_at = now(), state = 'taken'").update();

            assertThat(targets().filter(target -> target.has("rawSql"))).hasSizeGreaterThan(10)
                    .allSatisfy(target -> assertThat(rows(database, target.path("rawSql").asString()))
                            .isNotEmpty().allSatisfy(row -> assertThat(row.values()).doesNotContainNull()));
        }
    }

    private static List<Map<String, Object>> rows(TestDatabase database, String panel) {
        return database.transactions().execute(status -> {
            database.jdbc().sql("set local role parley_insight").update();
            return database.jdbc().sql(expanded(panel)).query().listOfRows();
        });
    }

    /** As Grafana puts its macros in for PostgreSQL (its documentation, "Macros"). */
    private static String expanded(String panel) {
        return panel.replace("$__timeFilter(time)", "time between now() - interval '1 day' and now()")
                .replace("$__timeGroup(time, $__interval)", "floor(extract(epoch from time)/3600)*3600");
    }

    @Test
    void eachMetricIsOneThatTheReadmeNames() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Set<String> metrics = new HashSet<>();
        targets().filter(target -> target.has("expr")).forEach(target -> {
            Matcher names = METRIC.matcher(target.path("expr").asString());
            while (names.find()) {
                metrics.add(names.group().replaceFirst("_bucket$", ""));
            }
        });

        assertThat(metrics).isNotEmpty().allMatch(metric -> readme.contains("`" + metric + "`"));
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
