package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.cluster.FailPoint;
import io.parley.fake.slack.FakeSlack;
import io.parley.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Processes that are killed while they tell operators of the week: before it is written, and before it is sent. */
@Tag("kills")
@Execution(ExecutionMode.CONCURRENT)
class DigestCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> OPERATORS = List.of("OLGA", "MARA");

    @TempDir
    Path folder;

    private int started;

    @Test
    void tellsEachOnceAWeek() throws Exception {
        try (FakeSlack slack = FakeSlack.start(); TestDatabase database = TestDatabase.migrated()) {
            ParleyProcess process = started(slack, database, null);
            hire(database);
            killHeld(process, database);
            assertThat(told(database)).as("nothing is written down").isZero();

            try (ParleyProcess mortal = started(slack, database, FailPoint.AFTER_OUTBOX_CLAIM)) {
                assertThat(mortal.diesWithin(PATIENCE)).as(mortal.lastWords()).isTrue();
            }
            assertThat(slack.calls("chat.postMessage").size()).as("nothing is sent").isZero();
            assertThat(told(database)).as("some of it is written down").isPositive();

            try (ParleyProcess one = started(slack, database, null);
                    ParleyProcess other = started(slack, database, null)) {
                await().atMost(PATIENCE).until(() -> told(database) == OPERATORS.size() && atRest(database));
                await().atMost(PATIENCE).until(() -> isDone(database));
                begin(database);
                await().atMost(PATIENCE).until(() -> isDone(database) && atRest(database));
                assertOnce(slack);
                assertThat(one.stopsWithin(Duration.ofMinutes(1))).isTrue();
                assertThat(other.stopsWithin(Duration.ofMinutes(1))).isTrue();
            }
        }
    }

    private static void hire(TestDatabase database) {
        for (String member : OPERATORS) {
            database.jdbc().sql("""
                    insert into agent (login, name, role, slack_user, digest, digest_language, digest_told)
                    values (:member, :member, 'operator', 'U' || :member, 'slack', 'en', date '2000-01-03')""")
                    .param("member", member).update();
        }
    }

    /** It is as if the time had come. */
    private static void begin(TestDatabase database) {
        assertThat(database.jdbc().sql("""
                update scheduled_tasks set execution_time = now() - interval '1 minute'
                where task_name = 'tell-of-the-week' and not picked""").update()).isEqualTo(1);
    }

    /** Nobody is at it, and nothing is due before tomorrow. */
    private static boolean isDone(TestDatabase database) {
        return database.jdbc().sql("""
                select execution_time > now() and not picked from scheduled_tasks
                where task_name = 'tell-of-the-week'""").query(Boolean.class).single();
    }

    /** Kills it while it waits to write what is to be sent. */
    private static void killHeld(ParleyProcess process, TestDatabase database) throws SQLException {
        try (Connection other = database.dataSource().getConnection(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table outbox in share mode");
            begin(database);
            await().atMost(PATIENCE).until(() -> database.jdbc().sql("""
                    select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'
                        and ltrim(query) like 'insert into outbox %'""").query(Integer.class).single() > 0);
            process.kill();
            other.rollback();
        }
    }

    private static int told(TestDatabase database) {
        return database.jdbc().sql("select count(*) from agent where digest_told > date '2000-01-03'")
                .query(Integer.class).single();
    }

    private static boolean atRest(TestDatabase database) {
        return database.jdbc().sql("select count(*) from outbox where state not in ('sent', 'superseded')")
                .query(Integer.class).single() == 0;
    }

    private static void assertOnce(FakeSlack slack) {
        for (String member : OPERATORS) {
            assertThat(slack.posts("D" + member)).as(member).singleElement().satisfies(
                    post -> assertThat(post.seen()).startsWith("Parley: the week from "));
        }
        assertThat(slack.violations()).isEmpty();
    }

    private ParleyProcess started(FakeSlack slack, TestDatabase database, @Nullable FailPoint death) {
        ParleyProcess process = ParleyProcess.start(folder.resolve("parley.log"), settings(slack, database), death, 1);
        await().atMost(PATIENCE).until(() -> process.isServing() || !process.isAlive());
        return process;
    }

    private Map<String, String> settings(FakeSlack slack, TestDatabase database) {
        Map<String, String> settings = new HashMap<>(new Operator().settings());
        settings.putAll(Map.of("PARLEY_DATA_DIR", folder.resolve("data-" + started++).toString(),
                "SPRING_DATASOURCE_URL",
                database.getJdbcUrl(), "SPRING_DATASOURCE_USERNAME", database.getUsername(),
                "SPRING_DATASOURCE_PASSWORD", database.getPassword(), "PARLEY_SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN,
                "PARLEY_SLACK_API_URL", slack.url().toString(), "PARLEY_SLACK_SIGNING_SECRET", FakeSlack.SECRET));
        return settings;
    }
}
