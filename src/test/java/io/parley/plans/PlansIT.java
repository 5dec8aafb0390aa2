package io.parley.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.parley.database.Panels;
import io.parley.support.Statements;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Looks at the plan of each statement that the application made in any of the tests, and of those of charts, with tables of
 * 50,000 rows, or as many as the property {@code plans.rows} says: none reads a table from end to end.
 */
class PlansIT {
    /**
     * A refit weighs everything that was learned against each other: in the background, on one instance, after a number
     * of new verdicts. The proposals that result are listed for a person who asks for them.
     */
    private static final List<String> REFIT = List.of("with locked as (select id from lesson",
            "with said as ( select lesson, count(*)", "where l.text <> '' order by l.id",
            "l.proposal = 'open' and (l.weight > 0", "delete from lesson l where weight = 0");

    private static final TestDatabase database = TestDatabase.migrated();
    private static final int ROWS = Integer.getInteger("plans.rows", 50_000);
    private static List<String> tables = List.of();

    @BeforeAll
    static void fill() {
        FullTables full = new FullTables(database, ROWS);
        full.fill();
        tables = full.tables();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static boolean isOfARefit(String statement) {
        return REFIT.stream().anyMatch(statement::contains);
    }

    /** A stretch in which few of the rows lie. */
    @Test
    void chartsReadNoTableFromEndToEnd() throws SQLException {
        try (Connection connection = Plans.explaining(database.dataSource())) {
            List<String> wrong = new ArrayList<>();
            for (String statement : Panels.statements("(now() - interval '1 minute')", "now()")) {
                Plans.wrongIn(statement, connection, tables).forEach(found -> wrong.add(found + ": " + statement));
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void readsNoTableFromEndToEnd() throws IOException, SQLException {
        List<String> noted = Statements.ofThisRun();
        assumeFalse(noted.isEmpty(), "No plans are looked at: no test has run before");
        List<String> statements = noted.stream().filter(Plans::isPlanned).toList();
        try (Connection connection = Plans.explaining(database.dataSource())) {
            List<String> wrong = new ArrayList<>();
            for (String statement : statements.stream().filter(one -> !isOfARefit(one)).toList()) {
                Plans.wrongIn(statement, connection, tables).forEach(found -> wrong.add(found + ": " + statement));
            }
            System.out.printf("%d statements, %d rows in each of %d tables%n", statements.size(), ROWS, tables.size());
            assertThat(wrong).isEmpty();
            assertThat(statements).hasSizeGreaterThan(600);
        }
    }
}
