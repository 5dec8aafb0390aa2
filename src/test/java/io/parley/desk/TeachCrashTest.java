package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.process.ParleyProcess;
import io.parley.support.ChatVisitor;
import io.parley.support.Ports;
import io.parley.support.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while an agent teaches, who then does it once more: nothing is lost, nothing there twice. */
@Tag("kills")
@Timeout(600)
class TeachCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * A kill.
     *
     * @param table the one for whose lock the agent's request waits then; empty for a kill after it was answered
     * @param left the ticket's state after it, and the suggestion's
     */
    private record Kill(String table, String left, String question, String answer, String ways) {}

    private static final List<Kill> KILLS = List.of(
            new Kill("suggestion", "taken -", "Can I rent the pottery studio?",
                    "The pottery studio is rented out on Mondays, by the hour.",
                    "We want to hire the studio\nIs the studio for pottery let to groups?"),
            new Kill("faq_entry", "resolved open", "How hot does the kiln get?",
                    "The kiln reaches a heat at which stoneware is fired.",
                    "What temperature has your kiln?\nUp to which heat does the kiln fire?"),
            new Kill("audit", "resolved open", "Do you sell glazes by the litre?",
                    "Glazes are sold in small and in large bottles, never loose.",
                    "Can I get a litre of glaze?\nIn what amounts do you sell glaze?"),
            new Kill("", "resolved published", "Which clay is right for bowls?",
                    "Bowls turn out well in a soft clay without any grit in it.",
                    "What clay do I take for a bowl?\nI want to make bowls, from which clay?"));

    @TempDir
    private Path folder;

    @Test
    void whatIsTaughtIsThereOnceOrWaitsForItsReview() throws Exception {
        int port = Ports.unused();
        try (TestDatabase database = TestDatabase.empty()) {
            ParleyProcess process = started(database, port);
            try {
                for (Kill kill : KILLS) {
                    long ticket = told(port, database, kill);
                    try (DeskClient ann = DeskClient.signedIn(port, "admin", DeskClient.PASSWORD)) {
                        killed(process, database, kill, () -> teach(ann, ticket, kill));
                    }
                    assertThat(left(database, ticket)).as(kill.toString()).isEqualTo(kill.left);
                    process = started(database, port);
                    try (DeskClient ann = DeskClient.signedIn(port, "admin", DeskClient.PASSWORD)) {
                        assertThat(DeskClient.location(teach(ann, ticket, kill))).endsWith("done=taught");
                    }
                    assertTaughtOnce(database, ticket, kill, port);
                }
            } finally {
                process.kill();
            }
        }
    }

    private ParleyProcess started(TestDatabase database, int port) {
        Map<String, String> settings = new HashMap<>(Map.of("SERVER_PORT", Integer.toString(port),
                "PARLEY_ADMIN_PASSWORD", DeskClient.PASSWORD, "PARLEY_DATA_DIR", folder.resolve("data").toString(),
                "SPRING_DATASOURCE_URL", database.getJdbcUrl(), "SPRING_DATASOURCE_USERNAME", database.getUsername(),
                "SPRING_DATASOURCE_PASSWORD", database.getPassword(), "PARLEY_ACCESS_TRUSTED_PROXIES", "127.0.0.1"));
        ParleyProcess process = ParleyProcess.start(folder.resolve("parley.log"), settings,
                List.of("--add-modules=jdk.incubator.vector", "-Xmx1500m", "-cp",
                        System.getProperty("java.class.path")));
        await().atMost(PATIENCE).until(process::isServing);
        return process;
    }

    private static long told(int port, TestDatabase database, Kill kill) {
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            visitor.ask(kill.question);
            visitor.ask("I want to talk to a human please");
        }
        long ticket = database.jdbc().sql("select max(id) from ticket").query(Long.class).single();
        try (DeskClient ann = DeskClient.signedIn(port, "admin", DeskClient.PASSWORD)) {
            String page = "/desk/t/" + ticket;
            assertThat(ann.send(ann.get(page), page + "/reply", Map.of("text", kill.answer, "as", "reply"))
                    .statusCode()).isEqualTo(302);
        }
        return ticket;
    }

    private static HttpResponse<String> teach(DeskClient ann, long ticket, Kill kill) {
        String page = "/desk/t/" + ticket + "/teach";
        return ann.send(ann.get(page), page + "/publish",
                Map.of("question", kill.question, "answer", kill.answer, "moreWays", kill.ways, "looked", "true"));
    }

    private static void killed(ParleyProcess process, TestDatabase database, Kill kill,
            Supplier<HttpResponse<String>> teach) throws Exception {
        if (kill.table.isEmpty()) {
            assertThat(DeskClient.location(teach.get())).endsWith("done=taught");
            process.kill();
            return;
        }
        try (Connection other = database.dataSource().getConnection(); Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table " + kill.table + " in share mode");
            CompletableFuture<HttpResponse<String>> waits = CompletableFuture.supplyAsync(teach);
            await().atMost(PATIENCE).until(() -> database.jdbc().sql("""
                    select count(*) from pg_locks where not granted and relation = ?::regclass""").param(kill.table)
                    .query(Integer.class).single() > 0);
            process.kill();
            other.rollback();
            assertThat(waits).as("the agent's request").failsWithin(PATIENCE);
        }
        await().atMost(PATIENCE).until(() -> database.jdbc()
                .sql("""
                        select count(*) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'""")
                .query(Integer.class).single() == 0);
    }

    private static String left(TestDatabase database, long ticket) {
        return database.jdbc().sql("""
                select t.state || ' ' || coalesce(s.state, '-') from ticket t
                left join suggestion_source f on f.ticket_id = t.id left join suggestion s on s.id = f.suggestion
                where t.id = ?""").param(ticket).query(String.class).single();
    }

    private static void assertTaughtOnce(TestDatabase database, long ticket, Kill kill, int port) {
        assertThat(left(database, ticket)).as(kill.toString()).isEqualTo("resolved published");
        assertThat(database.jdbc().sql("select count(*) from faq_entry where question = ? and state = 'published'")
                .param(kill.question).query(Integer.class).single()).isEqualTo(1);
        assertThat(database.jdbc().sql("select count(*) from regression_case where text = ?").param(kill.question)
                .query(Integer.class).single()).isEqualTo(1);
        assertThat(database.jdbc().sql("select count(*) from ticket_event where ticket_id = ? and kind = 'resolved'")
                .param(ticket).query(Integer.class).single()).isEqualTo(1);
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            long answer = visitor.ask(kill.question);
            assertThat(database.jdbc().sql("select text from message where id = ?").param(answer).query(String.class)
                    .single()).contains(kill.answer);
        }
    }
}
