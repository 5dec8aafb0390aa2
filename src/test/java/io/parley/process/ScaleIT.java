package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.cluster.Pruning;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.plans.Plans;
import io.parley.support.Ports;
import io.parley.support.Statements;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures a request, a message and a clearing with ten million messages in the database, beside an empty one on the
 * same server; the system property {@code scale.messages} names another number.
 */
@Tag("scale")
class ScaleIT {
    private static final int MESSAGES = Integer.getInteger("scale.messages", 10_000_000);
    private static final int CHATS = 250;
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 8;
    private static final int ROUND = 1_000;
    private static final int TIMES = 40;
    private static final int HEALTH_MILLIS = 50;
    private static final List<String> TABLES = List.of("participant", "conversation", "message", "inbox", "outbox",
            "verdict", "verdict_history", "ticket");

    /** Of ten messages six are questions and four answers; one of ten answers and questions has a verdict, one of a hundred a ticket. */
    @SuppressWarnings("InlineFormatString")
    private static final String FILL = """
            set session_replication_role = replica;
            insert into participant (channel, external_id) select 'telegram', 'old-' || n
            from generate_series(1, %1$d / 10) n;
            insert into conversation (channel, thread, address) select 'telegram', 'old-' || n, 'old-' || n
            from generate_series(1, %1$d / 10) n;
            insert into message (conversation_id, author, participant_id, text, said_at, channel, external_id)
            select 1 + n %% (%1$d / 10), 'participant', 1 + n %% (%1$d / 10), 'Where is my order number ' || n || '?',
                   now() - n * interval '1 second', 'telegram', 'old-' || n
            from generate_series(1, %1$d / 10 * 6) n;
            insert into message (conversation_id, author, text, said_at, channel, answers_message, answers_revision, source,
                              confidence, faq_id)
            select 1 + n %% (%1$d / 10), 'bot', 'Open the tracking link in your mail.', now() - n * interval '1 second',
                   'telegram', n, 0, 'faq', 0.9, 'order-track'
            from generate_series(1, %1$d / 10 * 4) n;
            insert into inbox (channel, key, ordering_key, payload, received_at, state, done_at, message_id)
            select 'telegram', 'old-' || n, 'telegram:old-' || n %% (%1$d / 10), convert_to(repeat('x', 200), 'UTF8'),
                   now() - n * interval '1 second', 'done', now() - n * interval '1 second', n
            from generate_series(1, %1$d) n;
            insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state, external_id, done_at)
            select 'telegram', 'telegram:old-' || n %% (%1$d / 10), 'old-' || n %% (%1$d / 10), %1$d / 10 * 6 + n, 0,
                   'send', repeat('x', 200), 'sent', 'sent-' || n, now() - n * interval '1 second'
            from generate_series(1, %1$d / 10 * 4) n;
            insert into verdict (message_id, participant_id, vote, via, changed_at)
            select %1$d / 10 * 6 + n, 1 + n %% (%1$d / 10), 1, 'button', now() - n * interval '1 second'
            from generate_series(1, %1$d / 10) n;
            insert into verdict_history (message_id, participant_id, vote, via, changed_at)
            select %1$d / 10 * 6 + n, 1 + n %% (%1$d / 10), 1, 'button', now() - n * interval '1 second'
            from generate_series(1, %1$d / 10) n;
            insert into ticket (conversation_id, message_id, reason, state, opened_at, taken_at, taken_by, resolved_at,
                                resolved_by)
            select n, n, 'asked_for_person',
                   case when n %% 10 = 0 then 'waiting' when n %% 10 = 1 then 'taken' else 'resolved' end,
                   now() - n * interval '1 minute', case when n %% 10 > 0 then now() - n * interval '1 minute' end,
                   case when n %% 10 > 0 then 'Marta' end,
                   case when n %% 10 > 1 then now() - n * interval '1 minute' end,
                   case when n %% 10 > 1 then 'Marta' end
            from generate_series(1, %1$d / 100) n;
            set session_replication_role = default;
            """;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void costsTheSameWithTenMillionMessages() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres"))
                .setServerConfig("shared_buffers", "512MB").setServerConfig("max_wal_size", "8GB").start()) {
            DataSource empty = migrated(postgres, "empty");
            DataSource full = migrated(postgres, "full");
            fill(full);
            plans(full);
            double throughput = throughput(postgres);
            System.out.printf("messages a second with the full database: %.2f of those with the empty one%n",
                    throughput);
            requests(postgres, full);
            prune(full, "outbox", "state in ('sent', 'superseded')");
            prune(full, "inbox", "state = 'done'");
            assertThat(throughput).isGreaterThan(0.9);
            assertThat(empty).isNotNull();
        }
    }

    private static DataSource migrated(EmbeddedPostgres postgres, String name) {
        JdbcClient.create(postgres.getPostgresDatabase()).sql("create database \"" + name + "\"").update();
        DataSource database = postgres.getDatabase("postgres", name);
        Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
        return database;
    }

    private static void fill(DataSource database) {
        long begin = System.nanoTime();
        JdbcClient jdbc = JdbcClient.create(database);
        // In one statement, and so on one connection.
        jdbc.sql(FILL.formatted(MESSAGES)).update();
        jdbc.sql("vacuum analyze").update();
        System.out.printf("filled in %.0f s: ", (System.nanoTime() - begin) / 1e9);
        TABLES.forEach(table -> System.out.printf("%s %,d  ", table,
                jdbc.sql("select reltuples::bigint from pg_class where oid = ?::regclass").param(table)
                        .query(Long.class).single()));
        System.out.println();
    }

    /** The plan of each statement that any test saw the application make. */
    private static void plans(DataSource database) throws IOException, SQLException {
        List<String> all = Statements.ofLastRun();
        if (all.isEmpty()) {
            System.out.println("No plans are looked at: no test has run before");
        } else {
            try (Connection connection = Plans.explaining(database)) {
                List<String> wrong = all.stream().filter(Plans::isPlanned)
                        .flatMap(statement -> Plans.wrongIn(statement, connection, TABLES).stream()
                                .map(found -> found + ": " + statement))
                        .toList();
                System.out.printf("plans of %d statements looked at%n", all.size());
                assertThat(wrong).isEmpty();
            }
        }
    }

    /**
     * Messages a second with the full database, as a part of those with the empty one: both are asked in turn, so that neither
     * has a warmer process or a quieter machine.
     */
    private double throughput(EmbeddedPostgres postgres) throws Exception {
        try (FakeTelegram emptys = FakeTelegram.start();
                FakeTelegram fulls = FakeTelegram.start();
                ParleyProcess empty = start(postgres, "empty", emptys, Ports.unused());
                ParleyProcess full = start(postgres, "full", fulls, Ports.unused())) {
            int each = (WARM_UP + ROUNDS * ROUND) / CHATS;
            Customers ofEmpty = new Customers(emptys, CHATS, each, new Random(1));
            Customers ofFull = new Customers(fulls, CHATS, each, new Random(1));
            ask(ofEmpty, WARM_UP, empty);
            ask(ofFull, WARM_UP, full);
            double before = 0;
            double after = 0;
            for (int round = 0; round < ROUNDS; round++) {
                double one = ask(ofEmpty, ROUND, empty);
                double other = ask(ofFull, ROUND, full);
                System.out.printf("messages a second: empty %.0f, full %.0f%n", ROUND / one, ROUND / other);
                before += one;
                after += other;
            }
            return before / after;
        }
    }

    /** Asks, and gives the seconds until the last answer. */
    private static double ask(Customers customers, int questions, ParleyProcess process) {
        long begin = System.nanoTime();
        int answered = customers.answers();
        customers.ask(questions);
        await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(20))
                .until(() -> customers.answers() >= answered + questions || !process.isAlive());
        assertThat(process.isAlive()).as(process.lastWords()).isTrue();
        return (System.nanoTime() - begin) / 1e9;
    }

    private ParleyProcess start(EmbeddedPostgres postgres, String database, FakeTelegram telegram, int port) {
        ParleyProcess process = ParleyProcess.start(folder.resolve(database + ".log"),
                Map.of("PARLEY_DATA_DIR", folder.resolve(database).toString(), "SERVER_PORT", Integer.toString(port),
                        "SPRING_DATASOURCE_URL", postgres.getJdbcUrl("postgres", database),
                        "SPRING_DATASOURCE_USERNAME", "postgres", "SPRING_DATASOURCE_PASSWORD", "none",
                        "PARLEY_ADMIN_PASSWORD", "scale", "PARLEY_TELEGRAM_TOKEN", FakeTelegram.TOKEN,
                        "PARLEY_TELEGRAM_API_URL", telegram.url().toString(), "SPRING_APPLICATION_JSON", """
                                {"parley.telegram.limits.chat-per-second":1000,
                                 "parley.telegram.limits.chat-burst":1000,"parley.telegram.limits.per-second":10000,
                                 "parley.retention.raw-events":"400d","parley.retention.sent":"400d"}"""));
        await().atMost(Duration.ofMinutes(3)).until(() -> process.isServing() || !process.isAlive());
        assertThat(process.isAlive()).as(process.lastWords()).isTrue();
        return process;
    }

    private void requests(EmbeddedPostgres postgres, DataSource full) throws Exception {
        int port = Ports.unused();
        JdbcClient jdbc = JdbcClient.create(full);
        try (FakeTelegram telegram = FakeTelegram.start();
                ParleyProcess _ = start(postgres, "full", telegram, port)) {
            String root = "http://127.0.0.1:" + port;
            List<String> sessions = new ArrayList<>();
            List<String> answers = new ArrayList<>();
            double ask = millis(i -> {
                JsonNode answer = JsonMapper.shared().readTree(
                        send(post(root + "/api/chat", Map.of("message", "Where is my order?"))).body());
                sessions.add(answer.path("sessionId").asString());
                answers.add(answer.path("messageId").asString());
            });
            long before = rowsReadInSequence(jdbc);
            JsonNode health = JsonMapper.shared().readTree(send(get(root + "/health")).body());
            double healthy = millis(i -> send(get(root + "/health")));
            double vote = millis(i -> send(post(root + "/api/feedback", Map.of("sessionId", sessions.get(i),
                    "messageId", answers.get(i), "vote", 1))));
            double list = millis(i -> send(get(root + "/api/tickets")));
            double waiting = millis(i -> send(get(root + "/api/tickets?state=waiting&limit=200")));
            double oldest = millis(i -> send(get(root + "/api/tickets?state=resolved&after=0")));
            System.out.printf("ms, middle of %d: health %.1f, ask %.1f, vote %.1f, list tickets %.1f, waiting %.1f, "
                    + "oldest %.1f; rows read from end to end meanwhile: %d%n", TIMES, healthy, ask, vote, list,
                    waiting, oldest, rowsReadInSequence(jdbc) - before);
            assertThat(health.path("status").asString()).isEqualTo("up");
            assertThat(healthy).isLessThan(HEALTH_MILLIS);
            assertThat(rowsReadInSequence(jdbc) - before).isLessThan(MESSAGES / 100);
        }
    }

    private interface Deed {
        void run(int number) throws Exception;
    }

    private static double millis(Deed deed) {
        return IntStream.range(0, TIMES).mapToDouble(i -> {
            long begin = System.nanoTime();
            try {
                deed.run(i);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return (System.nanoTime() - begin) / 1e6;
        }).sorted().skip(TIMES / 2).findFirst().orElseThrow();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response;
    }

    private static HttpRequest get(String url) {
        String account = Base64.getEncoder().encodeToString("admin:scale".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Basic " + account).build();
    }

    private static HttpRequest post(String url, Map<String, Object> body) {
        return HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body))).build();
    }

    private static long rowsReadInSequence(JdbcClient jdbc) {
        return jdbc.sql("select sum(seq_tup_read)::bigint from pg_stat_user_tables where relname = any(?)")
                .param(TABLES.toArray(String[]::new)).query(Long.class).single();
    }

    /** Clears a tenth of the table away. */
    private static void prune(DataSource database, String table, String condition) {
        JdbcClient jdbc = JdbcClient.create(database);
        Instant before = Instant.now().minusSeconds(MESSAGES / 10L * (table.equals("inbox") ? 9 : 3));
        String plan = String.join("\n  ", jdbc.sql("""
                explain select ctid from %s where %s and done_at < now() order by done_at limit 5000"""
                .formatted(table, condition)).query(String.class).list());
        long begin = System.nanoTime();
        int gone = new Pruning(jdbc, new JdbcTransactionManager(database)).prune(table, "done_at", condition, before);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%,d rows of %s cleared away in %.1f s, %.0f ms for 5,000%n  %s%n", gone, table, seconds,
                seconds * 1000 / Math.max(1, gone / 5_000.0), plan);
        assertThat(gone).isGreaterThan(MESSAGES / 20);
        assertThat(plan).contains("Index");
    }
}
