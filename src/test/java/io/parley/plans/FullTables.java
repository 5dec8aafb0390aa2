package io.parley.plans;

import io.parley.support.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills each table of the schema, whatever columns it has, with rows that are at rest: done, sent, resolved. Row n of a table
 * refers to row n of another.
 */
public final class FullTables {
    /** Tables of one row, or with a row for each of a few things that a site has. */
    static final Set<String> SMALL = Set.of("erasure_key", "faq_change", "faq_manner", "gap_progress",
            "flyway_schema_history",
            "instance",
            "mail_folder",
            "mail_key", "mail_try",
            "refit", "refit_lesson", "scheduled_tasks", "web_key");
    /** Which of a column's allowed values is that of a row at rest. */
    private static final List<String> AT_REST = List.of("done", "sent", "resolved", "closed", "published");
    /** The columns that hardly any row fills. */
    private static final Set<String> RARE = Set.of("deleted_at", "edited_at", "erasing_at", "replaces");
    private static final Pattern TEXT = Pattern.compile("'([^']*)'::text");

    private final TestDatabase database;
    private final JdbcClient jdbc;
    private final int rows;

    /** @param rows how many of each table */
    public FullTables(TestDatabase database, int rows) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.rows = rows;
    }

    private record Column(String table, String name, String type, boolean nullable, boolean generated) {}

    private record Check(String table, List<String> columns, String definition) {}

    /** Fills all of them, parents first; what a row refers to is there, so nothing looks for it. */
    public void fill() {
        database.transactions().executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            fillAll();
        });
        jdbc.sql("analyze").update();
    }

    private void fillAll() {
        Map<String, Set<String>> parents = parents();
        List<String> left = new ArrayList<>(tables());
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(table -> parents.getOrDefault(table, Set.of()).stream().noneMatch(left::contains))
                    .findFirst().orElseThrow();
            left.remove(next);
            fill(next);
        }
    }

    /** The tables that grow. */
    List<String> tables() {
        return jdbc.sql("select tablename from pg_tables where schemaname = current_schema() order by 1")
                .query(String.class).list().stream().filter(table -> !SMALL.contains(table)).toList();
    }

    private void fill(String table) {
        List<Check> checks = checks(table);
        Map<String, String> references = references(table);
        List<Column> columns = columns(table).stream().filter(column -> !column.generated).toList();
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String values = columns.stream().map(column -> value(column, checks, references))
                .collect(Collectors.joining(", "));
        jdbc.sql("delete from " + table).update();
        jdbc.sql("insert into %s (%s) select %s from generate_series(1, %d) n".formatted(table, names, values, rows))
                .update();
    }

    private static String value(Column column, List<Check> checks, Map<String, String> references) {
        String referred = references.get(column.name);
        if (referred != null) {
            return column.type.equals("text")
                    ? "'x' || n"
                    : "(select min(id) from %s) + n - 1".formatted(referred);
        }
        List<Check> own = checks.stream().filter(check -> check.columns.contains(column.name)).toList();
        if (column.nullable && own.stream().anyMatch(check -> check.definition.contains(" ~ "))) {
            return "null";
        }
        List<String> allowed = own.stream().filter(check -> check.columns.size() == 1)
                .flatMap(check -> TEXT.matcher(check.definition).results().map(found -> found.group(1))).toList();
        if (!allowed.isEmpty()) {
            return "'" + AT_REST.stream().filter(allowed::contains).findFirst().orElse(allowed.getLast()) + "'";
        }
        if (RARE.contains(column.name) && column.nullable) {
            return "null";
        }
        if (column.nullable && own.stream().anyMatch(check -> check.columns.size() > 1)
                && !column.name.equals("answer")) {
            return "null";
        }
        return of(column.type);
    }

    private static String of(String type) {
        return switch (type) {
            case "text" -> "'x' || n";
            case "bigint", "integer" -> "n";
            case "smallint" -> "1";
            case "double precision", "real", "numeric" -> "0.5";
            case "boolean" -> "true";
            case "bytea" -> "decode(md5(n::text), 'hex')";
            case "jsonb" -> "'[]'::jsonb";
            case "uuid" -> "gen_random_uuid()";
            case "tsvector" ->
                "(select to_tsvector('simple', string_agg(md5(n || '.' || k), ' ')) from generate_series(1, 20) k)";
            case "date" -> "current_date - n::int";
            case "timestamp with time zone" -> "now() - n * interval '1 second'";
            case "text[]" -> "array['x' || n]";
            case "bigint[]" -> "array[n::bigint]";
            case "integer[]" -> "array[n::integer]";
            default -> throw new IllegalStateException("Say how a column of type " + type + " is filled");
        };
    }

    private List<Column> columns(String table) {
        return jdbc.sql("""
                select a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull,
                       a.attidentity <> '' or a.attgenerated <> ''
                from pg_attribute a where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped
                order by a.attnum""").param(table)
                .query((row, n) -> new Column(table, row.getString(1), row.getString(2), row.getBoolean(3),
                        row.getBoolean(4)))
                .list();
    }

    private List<Check> checks(String table) {
        return jdbc.sql("""
                select pg_get_constraintdef(c.oid),
                       (select string_agg(a.attname, ',') from pg_attribute a
                        where a.attrelid = c.conrelid and a.attnum = any(c.conkey))
                from pg_constraint c where c.conrelid = ?::regclass and c.contype = 'c'""").param(table)
                .query((row, n) -> new Check(table, List.of(row.getString(2).split(",", -1)), row.getString(1))).list();
    }

    /** The tables that a column refers to, by the column. */
    private Map<String, String> references(String table) {
        return jdbc.sql("""
                select a.attname, c.confrelid::regclass::text from pg_constraint c
                join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                where c.contype = 'f' and c.conrelid = ?::regclass""").param(table)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .filter(reference -> !reference.getValue().equals(table))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    private Map<String, Set<String>> parents() {
        return tables().stream().collect(
                Collectors.toMap(table -> table, table -> new HashSet<>(references(table).values())));
    }
}
