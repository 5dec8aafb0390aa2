package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One process that is killed with {@code kill -9} after each step of an erasure, in the middle of the next one. */
@Tag("kills")
@Execution(ExecutionMode.CONCURRENT)
class ErasureCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int STEPS = 8;
    private static final String MARK = "quokka";

    @TempDir
    Path folder;

    @Test
    void endsCompleteHoweverOftenItsProcessDies() throws Exception {
        try (TestDatabase database = TestDatabase.empty()) {
            Operator operator = new Operator();
            Map<String, String> settings = settings(database, operator);
            ParleyProcess process = started(settings);
            String ask = "{\"sessionId\":\"s-%s\",\"message\":\"I am %1$s. How do I reset my password?\"}";
            assertThat(operator.post("/api/chat", ask.formatted(MARK), "1").join()).isEqualTo(200);
            assertThat(operator.post("/api/chat", ask.formatted("bystander"), "2").join()).isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() -> count(database, "select count(*) from inbox where state <> 'done'") == 0
                            && count(database, "select count(*) from outbox where state <> 'sent'") == 0);
            List<String> others = rowsWith(database, "bystander");
            assertThat(others).isNotEmpty();
            hold(database);
            try (Connection other = database.dataSource().getConnection();
                    Statement statement = other.createStatement()) {
                statement.execute("select pg_advisory_lock(42)");
                begin(database);
                for (int step = 1; step <= STEPS; step++) {
                    killIn(step, process, database);
                    letThrough(database, step);
                    process = started(settings);
                }
            }
            database.jdbc().sql("drop trigger holds on erasure").update();
            at(database);
            await().atMost(PATIENCE).until(() -> done(database) == STEPS);

            assertThat(count(database, "select count(*) from erasure where done_at is null")).isZero();
            assertThat(rowsWith(database, MARK)).isEmpty();
            assertThat(rowsWith(database, "bystander")).containsAll(others);
            assertThat(count(database, "select count(*) from erasure")).isEqualTo(1);
            System.out.printf("An erasure whose process was killed in each of its %d steps ended complete%n", STEPS);
            process.kill();
        }
    }

    /** From now on a step that is done waits before it is written down, until this test lets it. */
    private static void hold(TestDatabase database) {
        database.jdbc().sql("create table let_through (step int not null)").update();
        database.jdbc().sql("insert into let_through values (0)").update();
        database.jdbc().sql("""
                create function holds() returns trigger language plpgsql as $$
                begin
                    if new.step > (select max(step) from let_through) then
                        perform pg_advisory_xact_lock(42);
                    end if;
                    return new;
                end $$""").update();
        database.jdbc().sql(
                "create trigger holds before update of step on erasure for each row execute function holds()").update();
    }

    private static void letThrough(TestDatabase database, int step) {
        database.jdbc().sql("insert into let_through values (?)").param(step).update();
    }

    /** The process works on its erasure until it is held before the end of a step, and dies there. */
    private static void killIn(int step, ParleyProcess process, TestDatabase database) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            at(database);
            return held(database) == 1;
        });
        assertThat(done(database)).isEqualTo(step - 1);
        process.kill();
        await().atMost(PATIENCE).until(() -> {
            database.jdbc().sql("""
                    select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
                    and wait_event_type = 'Lock'""").query().listOfRows();
            return held(database) == 0;
        });
        assertThat(done(database)).isEqualTo(step - 1);
    }

    private static int held(TestDatabase database) {
        return count(database, """
                select count(*) from pg_stat_activity where datname = current_database()
                and wait_event_type = 'Lock' and query like '%update erasure set step%'""");
    }

    /** Lets the work at dates be done now, as if its former process had been missed for long. */
    private static void at(TestDatabase database) {
        database.jdbc().sql("""
                update scheduled_tasks set execution_time = now(), picked = false, picked_by = null,
                    last_heartbeat = null, version = version + 1
                where task_name = 'erase-people' and (picked is not true or last_heartbeat < now() - interval '8 s'
                    or not exists (select from pg_stat_activity where datname = current_database()
                        and wait_event_type = 'Lock'))""").update();
    }

    private static void begin(TestDatabase database) {
        database.jdbc().sql("update participant set erasing_at = now() where external_id like ?")
                .param("%" + MARK + "%").update();
        database.jdbc().sql("""
                insert into erasure (participant_id, subject, asked_by, asked_at)
                select id, '', 'admin', now() from participant where erasing_at is not null""").update();
    }

    private static int done(TestDatabase database) {
        return count(database, "select step from erasure");
    }

    private static int count(TestDatabase database, String query) {
        return database.jdbc().sql(query).query(Integer.class).single();
    }

    /** Each row of each table in which a word stands, but those that tick by themselves. */
    private static List<String> rowsWith(TestDatabase database, String word) {
        return database.jdbc().sql("""
                select table_name from information_schema.tables where table_schema = current_schema()
                    and table_type = 'BASE TABLE' and table_name not in ('instance', 'scheduled_tasks', 'usage_count')
                order by 1""").query(String.class).list().stream()
                .flatMap(table -> database.jdbc().sql("select to_jsonb(t)::text from " + table
                        + " t where to_jsonb(t)::text like ?").param("%" + word + "%").query(String.class).list()
                        .stream().map(row -> table + row))
                .toList();
    }

    private ParleyProcess started(Map<String, String> settings) {
        ParleyProcess process = ParleyProcess.start(folder.resolve("parley.log"), settings, null, 0);
        await().atMost(PATIENCE).until(process::isServing);
        return process;
    }

    private Map<String, String> settings(TestDatabase database, Operator operator) {
        Map<String, String> settings = new HashMap<>(operator.settings());
        settings.putAll(Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "SPRING_DATASOURCE_URL",
                database.getJdbcUrl(), "SPRING_DATASOURCE_USERNAME", database.getUsername(),
                "SPRING_DATASOURCE_PASSWORD", database.getPassword(), "DB_SCHEDULER_POLLING_INTERVAL", "1s"));
        return settings;
    }
}
