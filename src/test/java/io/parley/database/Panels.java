package io.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The charts for Grafana, and what they ask the database. */
public final class Panels {
    private Panels() {}

    /** All panels. */
    static List<JsonNode> all() {
        return List.copyOf(
                JsonMapper.shared().readTree(Path.of("db/dashboards/parley.json")).path("panels").values());
    }

    /** What panels ask their sources. */
    static Stream<JsonNode> targets() {
        return all().stream().flatMap(panel -> panel.path("targets").valueStream());
    }

    /**
     * The statements of all panels for a stretch of time.
     *
     * @param from as SQL
     */
    public static List<String> statements(String from, String to) {
        return targets().filter(target -> target.has("rawSql"))
                .map(target -> expanded(target.path("rawSql").asString(), from, to)).toList();
    }

    /** The first statement of the panel of that title. */
    static String statement(String title) {
        return all().stream().filter(panel -> panel.path("title").asString().equals(title)).findFirst().orElseThrow()
                .path("targets").path(0).path("rawSql").asString();
    }

    /** As Grafana puts its macros in for PostgreSQL (its documentation, "Macros"). */
    static String expanded(String statement, String from, String to) {
        String expanded = statement.replace("$__timeFilter(time)", "time between " + from + " and " + to)
                .replace("$__timeFrom()", from).replace("$__timeTo()", to);
        assertThat(expanded).doesNotContain("$__");
        return expanded;
    }
}
