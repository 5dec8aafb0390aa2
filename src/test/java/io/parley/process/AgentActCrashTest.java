package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import io.parley.support.Team;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process that is killed while agents take, answer and hand back tickets, each of which then does it once more. */
@Tag("kills")
class AgentActCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<Act> ACTS = List.of(new Act("take", "{\"agent\":\"Bob\"}", "taken", "Bob from our team"),
            new Act("reply", "{\"agent\":\"Bob\",\"text\":\"We mend them.\"}", "replied", "We mend them."),
            new Act("hand-back", "{\"agent\":\"Bob\"}", "handed_back", "This is the bot again"));

    @TempDir
    Path folder;

    /**
     * Something that an agent does.
     *
     * @param event what it is in the ticket's timeline
     * @param told a part of what the customer then reads
     */
    private record Act(String verb, String body, String event, String told) {}

    /**
     * A place in the middle of all acts at which another transaction holds them.
     *
     * @param lock how it holds them
     * @param held the beginning of the statement that waits there
     */
    private record Hold(String lock, String held) {}

    private static final List<Hold> HOLDS = List.of(
            new Hold("select id from conversation for update", "select %"),
            new Hold("lock table outbox in share mode", "insert into outbox %"),
            new Hold("lock table ticket_event in share mode", "insert into ticket_event %"));

    @Test
    void leavesEachActDoneOnceOrNotBegun() throws Exception {
        try (FakeSlack slack = FakeSlack.start(); TestDatabase database = TestDatabase.empty()) {
            Operator bob = new Operator();
            Map<String, String> settings = settings(slack, database, bob);
            slack.bringTo(URI.create("http://127.0.0.1:" + bob.settings().get("SERVER_PORT") + "/slack/events"));
            ParleyProcess process = started(settings);
            Team.works(database.jdbc(), "Bob");
            List<Long> tickets = opened(slack, database);
            for (int i = 0; i < HOLDS.size(); i++) {
                killHeld(process, bob, database, HOLDS.get(i), of(tickets, i));
                assertThat(events(database, of(tickets, i))).as(HOLDS.get(i).lock).isZero();
                process = started(settings);
                act(bob, of(tickets, i));
            }
            List<Long> last = of(tickets, HOLDS.size());
            act(bob, last);
            process.kill();
            process = started(settings);
            act(bob, last);
            await().atMost(PATIENCE).until(() -> slack.isIdle() && isAtRest(database));
            assertRight(slack, database, tickets);
            process.kill();
        }
    }

    /** The tickets of one round, one for each act. */
    private static List<Long> of(List<Long> tickets, int round) {
        return tickets.subList(round * ACTS.size(), (round + 1) * ACTS.size());
    }

    private static List<Long> opened(FakeSlack slack, TestDatabase database) {
        int all = (HOLDS.size() + 1) * ACTS.size();
        IntStream.range(0, all).forEach(i -> slack.say("D" + i, "U" + i, "Do you mend kettles?", null));
        await().atMost(PATIENCE).until(() -> slack.isIdle() && isAtRest(database) && database.jdbc()
                .sql("select count(*) from ticket").query(Integer.class).single() == all);
        return database.jdbc().sql("""
                select t.id from ticket t join conversation c on c.id = t.conversation_id
                order by substring(c.address from 'D(\\d+)')::int""").query(Long.class).list();
    }

    private static void killHeld(ParleyProcess process, Operator bob, TestDatabase database, Hold hold,
            List<Long> tickets) throws SQLException {
        try (Connection other = database.dataSource().getConnection(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(hold.lock);
            for (int i = 0; i < ACTS.size(); i++) {
                var _ = send(bob, ACTS.get(i), tickets.get(i));
            }
            await().atMost(PATIENCE).until(() -> database.jdbc().sql("""
                    select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and ltrim(query) like ?""")
                    .param(hold.held).query(Integer.class).single() >= ACTS.size());
            process.kill();
            other.rollback();
        }
    }

    private static CompletableFuture<Integer> send(Operator bob, Act act, long ticket) {
        return bob.post("/api/tickets/" + ticket + "/" + act.verb, act.body, "key-" + ticket);
    }

    private static void act(Operator bob, List<Long> tickets) {
        for (int i = 0; i < ACTS.size(); i++) {
            assertThat(send(bob, ACTS.get(i), tickets.get(i)).join()).isEqualTo(200);
        }
    }

    private static int events(TestDatabase database, List<Long> tickets) {
        return database.jdbc()
                .sql("select count(*) from ticket_event where ticket_id = any(?) and kind <> 'opened'")
                .param(tickets.toArray(Long[]::new)).query(Integer.class).single();
    }

    /** Each act happened once, and its customer heard of it once. */
    private static void assertRight(FakeSlack slack, TestDatabase database, List<Long> tickets) {
        for (int i = 0; i < tickets.size(); i++) {
            Act act = ACTS.get(i % ACTS.size());
            assertThat(database.jdbc().sql("select count(*) from ticket_event where ticket_id = ? and kind = ?")
                    .param(tickets.get(i)).param(act.event).query(Integer.class).single()).as(act.verb).isEqualTo(1);
            assertThat(slack.posts("D" + i)).filteredOn(post -> post.user().equals(FakeSlack.BOT))
                    .map(Post::seen).as(act.verb + " of " + i).filteredOn(seen -> seen.contains(act.told)).hasSize(1);
        }
        System.out.printf("%d acts of an agent, killed in the middle or at the end: each once%n", tickets.size());
    }

    private static boolean isAtRest(TestDatabase database) {
        return database.jdbc().sql("""
                select (select count(*) from inbox where state <> 'done')
                    + (select count(*) from outbox where state not in ('sent', 'superseded'))""").query(Integer.class)
                .single() == 0;
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
