package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.cluster.FailPoint;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import io.parley.support.Ports;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process that is killed again and again while an agent answers customers in the threads of their tickets. */
@Tag("kills")
class AgentReplyCrashTest {
    private static final int TICKETS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String PLACE = "C0AGENTS";
    private static final String SECRET = "he is on the list";
    /** The beginning and the end of what a reply does, and what its delivery passes. */
    private static final List<FailPoint> DEATHS = List.of(FailPoint.AFTER_STORE, FailPoint.AFTER_INBOX_CLAIM,
            FailPoint.BEFORE_COMMIT_OF_MEANING, FailPoint.AFTER_COMMIT_OF_MEANING, FailPoint.BEFORE_SEND,
            FailPoint.AFTER_SEND, FailPoint.BEFORE_COMMIT_OF_DELIVERY, FailPoint.AFTER_COMMIT_OF_DELIVERY);

    @TempDir
    Path folder;

    @Test
    void bringsEachReplyOnceWhateverHappens() throws Exception {
        try (FakeSlack slack = FakeSlack.start(); TestDatabase database = TestDatabase.empty()) {
            int port = Ports.unused();
            slack.bringTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
            List<String> roots = opened(slack, database, port);
            int said = 0;
            for (FailPoint death : DEATHS) {
                try (ParleyProcess process = start(slack, database, port, death)) {
                    await().atMost(PATIENCE).until(() -> process.isServing() || !process.isAlive());
                    int turn = said++;
                    roots.forEach(root -> say(slack, root, turn));
                    assertThat(process.diesWithin(PATIENCE)).as(death + "\n" + process.lastWords()).isTrue();
                }
            }
            try (ParleyProcess process = start(slack, database, port, null)) {
                await().atMost(PATIENCE).until(process::isServing);
                int turn = said++;
                roots.forEach(root -> say(slack, root, turn));
                await().atMost(PATIENCE).until(() -> {
                    slack.turn(Duration.ofMinutes(1));
                    return slack.isIdle() && isAtRest(database);
                });
                assertThat(process.stopsWithin(Duration.ofMinutes(1))).as(process.lastWords()).isTrue();
            }
            assertRight(slack, database, said);
        }
    }

    private static void say(FakeSlack slack, String root, int turn) {
        slack.say(PLACE, "UBOB", "Reply " + turn, root);
        slack.say(PLACE, "UBOB", "note: " + SECRET, root);
    }

    private List<String> opened(FakeSlack slack, TestDatabase database, int port) throws Exception {
        try (ParleyProcess process = start(slack, database, port, null)) {
            await().atMost(PATIENCE).until(process::isServing);
            database.jdbc()
                    .sql("insert into agent (login, name, role, slack_user) values ('bob', 'Bob', 'agent', 'UBOB')")
                    .update();
            IntStream.range(0, TICKETS).forEach(i -> slack.say("D" + i, "U" + i, "Do you mend kettles?", null));
            await().atMost(PATIENCE).until(() -> roots(slack).size() == TICKETS && isAtRest(database));
            roots(slack).forEach(root -> slack.press("UBOB", root, "g:take"));
            await().atMost(PATIENCE).until(() -> database.jdbc()
                    .sql("select count(*) from ticket where state = 'taken'").query(Integer.class).single() == TICKETS);
            await().atMost(PATIENCE).until(() -> slack.isIdle() && isAtRest(database));
            assertThat(process.stopsWithin(Duration.ofMinutes(1))).as(process.lastWords()).isTrue();
            return roots(slack).stream().map(Post::ts).toList();
        }
    }

    private static List<Post> roots(FakeSlack slack) {
        return slack.posts(PLACE).stream().filter(post -> post.thread() == null).toList();
    }

    /** Each reply is there once, and no note. */
    private static void assertRight(FakeSlack slack, TestDatabase database, int said) {
        for (int i = 0; i < TICKETS; i++) {
            List<String> seen = slack.posts("D" + i).stream().filter(post -> post.user().equals(FakeSlack.BOT))
                    .map(Post::seen).toList();
            assertThat(seen).noneMatch(text -> text.contains(SECRET));
            assertThat(seen.stream().filter(text -> text.contains("Reply"))
                    .map(text -> text.substring(text.indexOf("Reply")))).as("of customer " + i)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, said).mapToObj(turn -> "Reply " + turn).toList());
        }
        assertThat(database.jdbc().sql("select count(*) from ticket_note").query(Integer.class).single())
                .isEqualTo(TICKETS * said);
        assertThat(slack.lost()).isEmpty();
        assertThat(slack.violations()).isEmpty();
        System.out.printf("%d replies and %d notes of an agent, killed at %s: each once%n", TICKETS * said,
                TICKETS * said, DEATHS);
    }

    private static boolean isAtRest(TestDatabase database) {
        return database.jdbc().sql("""
                select (select count(*) from inbox where state <> 'done')
                    + (select count(*) from outbox where state not in ('sent', 'superseded'))""").query(Integer.class)
                .single() == 0;
    }

    private ParleyProcess start(FakeSlack slack, TestDatabase database, int port, @Nullable FailPoint death) {
        Map<String, String> environment = new HashMap<>(Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(),
                "SERVER_PORT", Integer.toString(port), "SPRING_DATASOURCE_URL", database.getJdbcUrl(),
                "SPRING_DATASOURCE_USERNAME", database.getUsername(), "SPRING_DATASOURCE_PASSWORD",
                database.getPassword(), "PARLEY_SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN, "PARLEY_SLACK_API_URL",
                slack.url().toString(), "PARLEY_SLACK_LIMITS_CHANNEL_PER_SECOND", "50",
                "PARLEY_SLACK_SIGNING_SECRET", FakeSlack.SECRET));
        environment.put("PARLEY_SLACK_AGENT_CHANNEL", PLACE);
        return ParleyProcess.start(folder.resolve("parley.log"), environment, death, 3);
    }
}
