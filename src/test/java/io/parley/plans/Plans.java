package io.parley.plans;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the database goes about a statement, whatever its parameters are. */
public final class Plans {
    private static final Pattern PLANNED = Pattern.compile("(?i)^(select|insert|update|delete|with|merge)\\b.*");
    private static final Pattern PARAMETER = Pattern.compile("'(?:[^']|'')*'|\\?\\??");
    /**
     * Tables that are read as a whole: the FAQ, which is kept in memory, and who was told of its reviews, the agents, of whom a
     * team has some, at most a thousand pairs of entries, and the groups of some thousand questions.
     */
    private static final Set<String> READ_WHOLE = Set.of("faq_entry", "faq_phrasing", "faq_synonym", "agent",
            "faq_contradiction", "faq_review_told",
            "gap");

    private Plans() {}

    /** A connection for {@link #wrongIn}: placeholders of the statement to be explained are no parameters of the explaining one. */
    public static Connection explaining(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            String url = connection.getMetaData().getURL();
            return DriverManager.getConnection(url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple",
                    connection.getMetaData().getUserName(), "none");
        }
    }

    /** Whether a statement has a plan at all. */
    public static boolean isPlanned(String statement) {
        return PLANNED.matcher(statement).matches();
    }

    /** The tables that a statement reads from end to end; or why it cannot be planned. */
    public static List<String> wrongIn(String statement, Connection connection, List<String> tables) {
        try (Statement explaining = connection.createStatement();
                ResultSet plan = explaining
                        .executeQuery("explain (generic_plan, format json) " + numbered(statement))) {
            plan.next();
            List<String> wrong = new ArrayList<>();
            look(JsonMapper.shared().readTree(plan.getString(1)).path(0).path("Plan"), false, tables, wrong);
            return wrong;
        } catch (SQLException e) {
            return List.of("cannot be planned, " + e.getMessage());
        }
    }

    /** As PostgreSQL names parameters. */
    private static String numbered(String statement) {
        // Without a number the planner takes a limit for a tenth of the table; no page has more rows than this.
        Matcher matcher = PARAMETER.matcher(statement.replace("limit ?", "limit 200"));
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        while (matcher.find()) {
            String found = matcher.group();
            String replacement = found.equals("?") ? "$" + ++number : found.equals("??") ? "?" : found;
            matcher.appendReplacement(numbered, Matcher.quoteReplacement(replacement));
        }
        // The element type of an array cannot be told from the statement.
        return matcher.appendTail(numbered).toString().replaceAll("unnest\\((\\$\\d+)\\)", "unnest($1::text[])");
    }

    /** A scan without a condition on an index reads all; under a limit it ends early, if the index gives the order. */
    private static void look(JsonNode node, boolean limited, List<String> tables, List<String> wrong) {
        String type = node.path("Node Type").asString("");
        String table = node.path("Relation Name").asString("");
        if (tables.contains(table) && !READ_WHOLE.contains(table) && type.endsWith("Scan")) {
            boolean byIndex = node.has("Index Cond") || node.has("TID Cond") || type.startsWith("Bitmap Heap")
                    || (type.startsWith("Index") && (limited || isPartial(node)));
            if (!byIndex) {
                wrong.add(type + " of " + table);
            }
        }
        boolean inner = limited || type.equals("Limit");
        boolean ends = type.equals("Sort") || type.equals("Aggregate") || type.equals("Hash");
        node.path("Plans").forEach(child -> look(child, inner && !ends, tables, wrong));
    }

    private static boolean isPartial(JsonNode node) {
        return node.path("Plan Rows").asDouble(Double.MAX_VALUE) < 1_000;
    }
}
