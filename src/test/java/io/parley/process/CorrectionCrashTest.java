package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One process that is killed while it tells customers what is right, at the beginning, in the middle and at the end. */
@Tag("kills")
@Execution(ExecutionMode.CONCURRENT)
class CorrectionCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int CUSTOMERS = 12;
    private static final int VISITORS = 4;
    private static final String ENTRY = "track-order";
    private static final String QUESTION = "Where is my order?";

    @TempDir
    Path folder;

    @Test
    void tellsEachOnce() throws Exception {
        try (FakeSlack slack = FakeSlack.start(); TestDatabase database = TestDatabase.empty()) {
            Operator bob = new Operator();
            Map<String, String> settings = settings(slack, database, bob);
            slack.bringTo(URI.create("http://127.0.0.1:" + bob.settings().get("SERVER_PORT") + "/slack/events"));
            ParleyProcess process = started(settings);
            List<String> sessions = asked(slack, bob, database);

            correct(bob, "It is on its way.");
            killHeld(process, bob, database, "lock table correction_sent in share mode",
                    "with own as %insert into correction_sent%");
            assertThat(told(database, "due") + told(database, "sent")).as("nothing was begun").isZero();

            process = started(settings);
            killHeld(process, bob, database, "lock table outbox in share mode", "insert into outbox %");
            assertThat(told(database, "due")).as("all are written down").isEqualTo(CUSTOMERS + VISITORS);
            process = started(settings);
            await().atMost(PATIENCE).until(() -> told(database, "sent") == CUSTOMERS + VISITORS);
            atRest(slack, database);
            assertTold(slack, bob, sessions, "It is on its way.");

            correct(bob, "It comes tomorrow.");
            assertThat(send(bob)).isEqualTo(200);
            process.kill();
            process = started(settings);
            assertThat(send(bob)).isEqualTo(200);
            atRest(slack, database);
            assertTold(slack, bob, sessions, "It is on its way.");
            assertTold(slack, bob, sessions, "It comes tomorrow.");
            System.out.printf("%d customers and visitors of the chat, two corrections, three kills: each told once%n",
                    CUSTOMERS + VISITORS);
            process.kill();
        }
    }

    /** Customers and visitors who ask; gives the visitors' sessions. */
    private static List<String> asked(FakeSlack slack, Operator bob, TestDatabase database) {
        IntStream.range(0, CUSTOMERS).forEach(i -> slack.say("D" + i, "U" + i, QUESTION, null));
        List<String> sessions = IntStream.range(0, VISITORS)
                .mapToObj(i -> bob.ask("/api/chat", "{\"message\":\"" + QUESTION + "\"}").path("sessionId").asString())
                .toList();
        await().atMost(PATIENCE).until(() -> database.jdbc()
                .sql("select count(*) from message where faq_id = ?").param(ENTRY).query(Integer.class)
                .single() == CUSTOMERS + VISITORS);
        atRest(slack, database);
        return sessions;
    }

    private static void correct(Operator bob, String answer) {
        int revision = bob.get("/api/faq/" + ENTRY).path("revision").asInt();
        assertThat(bob.put("/api/faq/" + ENTRY, """
                {"question":"%s","answer":"%s","revision":%d,"wasWrong":true}""".formatted(QUESTION, answer, revision)))
                .isEqualTo(200);
    }

    private static int send(Operator bob) {
        return bob.post("/api/corrections/" + ENTRY, "{}", "none").join();
    }

    private static void killHeld(ParleyProcess process, Operator bob, TestDatabase database, String lock, String held)
            throws SQLException {
        try (Connection other = database.dataSource().getConnection(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(lock);
            var _ = bob.post("/api/corrections/" + ENTRY, "{}", "none");
            await().atMost(PATIENCE).until(() -> database.jdbc().sql("""
                    select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and ltrim(query) like ?""")
                    .param(held).query(Integer.class).single() > 0);
            process.kill();
            other.rollback();
        }
    }

    private static int told(TestDatabase database, String state) {
        return database.jdbc().sql("select count(*) from correction_sent where state = ?").param(state)
                .query(Integer.class).single();
    }

    private static void assertTold(FakeSlack slack, Operator bob, List<String> sessions, String answer) {
        for (int i = 0; i < CUSTOMERS; i++) {
            assertThat(slack.posts("D" + i)).filteredOn(post -> post.user().equals(FakeSlack.BOT)).map(Post::seen)
                    .as("D" + i).filteredOn(seen -> seen.contains("We have to correct") && seen.contains(answer))
                    .hasSize(1);
        }
        for (String session : sessions) {
            assertThat(bob.get("/api/chat/history?sessionId=" + session).toString()).containsOnlyOnce(answer);
        }
    }

    private static void atRest(FakeSlack slack, TestDatabase database) {
        await().atMost(PATIENCE).until(() -> slack.isIdle() && database.jdbc().sql("""
                select (select count(*) from inbox where state <> 'done')
                    + (select count(*) from outbox where state not in ('sent', 'superseded'))
                    + (select count(*) from correction_sent where state = 'due')""").query(Integer.class)
                .single() == 0);
    }

    private ParleyProcess started(Map<String, String> settings) {
        ParleyProcess process = ParleyProcess.start(folder.resolve("parley.log"), settings, null, 0);
        await().atMost(PATIENCE).until(process::isServing);
        return process;
    }

    private Map<String, String> settings(FakeSlack slack, TestDatabase database, Operator bob) {
        Map<String, String> settings = new HashMap<>(bob.settings());
        settings.putAll(Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "SPRING_DATASOURCE_URL",
                database.getJdbcUrl(), "SPRING_DATASOURCE_USERNAME", database.getUsername(),
                "SPRING_DATASOURCE_PASSWORD", database.getPassword(), "PARLEY_SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN,
                "PARLEY_SLACK_API_URL", slack.url().toString(), "PARLEY_SLACK_LIMITS_CHANNEL_PER_SECOND", "50",
                "PARLEY_SLACK_SIGNING_SECRET", FakeSlack.SECRET));
        return settings;
    }
}
