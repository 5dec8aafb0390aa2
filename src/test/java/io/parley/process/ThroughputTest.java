package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.desk.OpenDesk;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.support.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages a second from end to end: Telegram's server, the application and its PostgreSQL, which waits for the disk at each
 * commit, all on this machine, with Telegram's limits raised.
 */
@Tag("bench")
class ThroughputTest {
    private static final int CHATS = 200;
    private static final int WARM_UP = 1_000;
    private static final int MEASURED = 4_000;
    private static final int DESKS = 5;
    private static final int PAIRS = 4;
    private static final int BLOCK = 900;
    private static final int CALLERS = 9;
    private static final Pattern STEP = Pattern
            .compile("parley_step_seconds_(sum|count)\\{[^}]*step=\"(\\w+)\"[^}]*} (\\S+)");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void countsMessagesASecondOverTelegram() throws Exception {
        int port = Ports.unused();
        try (FakeTelegram telegram = FakeTelegram.start();
                ParleyProcess process = ParleyProcess.start(folder.resolve("parley.log"),
                        environment(telegram, port))) {
            Customers customers = new Customers(telegram, CHATS, (WARM_UP + MEASURED) / CHATS, new Random(5));
            ask(customers, WARM_UP, process);
            DatabaseLoad database = DatabaseLoad.of(folder.resolve("data"));
            Cost cost = cost(process, database);
            Map<String, Double> before = steps(port);
            long begin = System.nanoTime();
            ask(customers, MEASURED, process);
            double seconds = (System.nanoTime() - begin) / 1e9;
            print(seconds, before, steps(port));
            print(cost, cost(process, database));
            assertThat(customers.result().wrong()).isEmpty();
            assertThat(MEASURED / seconds).as("messages a second").isGreaterThan(75);
        }
    }

    /** Both kinds of blocks have the same customers who write to agents, which makes the open desks look. */
    @Test
    void keepsItsPaceWithFiveDesksOpen() throws Exception {
        int port = Ports.unused();
        try (FakeTelegram telegram = FakeTelegram.start();
                ParleyProcess process = ParleyProcess.start(folder.resolve("parley.log"),
                        environment(telegram, port))) {
            Customers customers = new Customers(telegram, CHATS, (WARM_UP + PAIRS * 2 * BLOCK) / CHATS, new Random(5));
            List<FakeChat> waiting = IntStream.range(0, CALLERS).mapToObj(n -> telegram.privateChat("Caller " + n))
                    .toList();
            waiting.forEach(chat -> chat.say("I want to talk to a human please"));
            ask(customers, WARM_UP, process);
            double without = 0;
            double with = 0;
            int fetched = 0;
            for (int pair = 0; pair < PAIRS; pair++) {
                boolean first = pair % 2 == 0;
                without += first ? block(customers, waiting, process) : 0;
                List<OpenDesk> desks = IntStream.range(0, DESKS).mapToObj(n -> OpenDesk.of(port, "admin", "bench"))
                        .toList();
                with += block(customers, waiting, process);
                fetched += desks.stream().mapToInt(OpenDesk::fetched).sum();
                desks.forEach(OpenDesk::close);
                without += first ? 0 : block(customers, waiting, process);
            }
            System.out.printf("%.0f messages a second without a desk, %.0f with %d, which fetched %d pages: %.3f%n",
                    PAIRS * BLOCK / without, PAIRS * BLOCK / with, DESKS, fetched, without / with);
            assertThat(fetched).isGreaterThan(DESKS * PAIRS);
            assertThat(customers.result().wrong()).isEmpty();
            assertThat(without / with).as("of the pace without desks").isGreaterThan(0.9);
        }
    }

    /** The seconds that a block takes; now and then a customer with a ticket writes. */
    private static double block(Customers customers, List<FakeChat> waiting, ParleyProcess process) {
        long begin = System.nanoTime();
        int answered = customers.answers();
        for (FakeChat chat : waiting) {
            customers.ask(BLOCK / waiting.size());
            chat.say("Is anybody there?");
        }
        awaitAnswers(customers, answered + BLOCK, process);
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void ask(Customers customers, int questions, ParleyProcess process) {
        int answered = customers.answers();
        customers.ask(questions);
        awaitAnswers(customers, answered + questions, process);
    }

    private static void awaitAnswers(Customers customers, int answers, ParleyProcess process) {
        await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(20))
                .until(() -> customers.answers() >= answers || !process.isAlive());
        assertThat(process.isAlive()).as(process.lastWords()).isTrue();
    }

    private static void print(double seconds, Map<String, Double> before, Map<String, Double> after) {
        System.out.printf("%d messages end to end over Telegram and PostgreSQL in %.1f s: %.0f a second%n", MEASURED,
                seconds, MEASURED / seconds);
        Map<String, Double> spent = new TreeMap<>();
        after.forEach((key, value) -> spent.put(key, value - before.getOrDefault(key, 0.0)));
        double all = spent.entrySet().stream().filter(e -> e.getKey().startsWith("sum "))
                .mapToDouble(Map.Entry::getValue).sum();
        System.out.println("step                share   each");
        spent.forEach((key, value) -> {
            if (key.startsWith("sum ")) {
                String step = key.substring("sum ".length());
                double times = Math.max(1, spent.getOrDefault("count " + step, 1.0));
                System.out.printf("%-18s %5.1f %% %6.2f ms%n", step, 100 * value / all, 1_000 * value / times);
            }
        });
    }

    /** The transactions and the processor time so far. */
    private record Cost(long transactions, Duration application, Duration database, Duration test) {}

    private static Cost cost(ParleyProcess process, DatabaseLoad database) {
        return new Cost(database.transactions(), process.processorTime(), database.processorTime(),
                ProcessHandle.current().info().totalCpuDuration().orElseThrow());
    }

    private static void print(Cost before, Cost after) {
        System.out.printf(
                "each message: %.1f transactions; processor time %.2f ms in Parley, %.2f ms in PostgreSQL, %.2f ms here%n",
                (after.transactions() - before.transactions()) / (double) MEASURED,
                millis(before.application(), after.application()), millis(before.database(), after.database()),
                millis(before.test(), after.test()));
    }

    private static double millis(Duration before, Duration after) {
        return after.minus(before).toNanos() / 1e6 / MEASURED;
    }

    private Map<String, Double> steps(int port) throws IOException, InterruptedException {
        String account = Base64.getEncoder().encodeToString("admin:bench".getBytes(StandardCharsets.UTF_8));
        String metrics = http
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                        .header("Authorization", "Basic " + account).build(), BodyHandlers.ofString())
                .body();
        Map<String, Double> steps = new TreeMap<>();
        Matcher lines = STEP.matcher(metrics);
        while (lines.find()) {
            steps.put(lines.group(1) + ' ' + lines.group(2), Double.parseDouble(lines.group(3)));
        }
        return steps;
    }

    private Map<String, String> environment(FakeTelegram telegram, int port) {
        return Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "SERVER_PORT", Integer.toString(port),
                "PARLEY_ADMIN_PASSWORD", "bench", "PARLEY_TELEGRAM_TOKEN", FakeTelegram.TOKEN,
                "PARLEY_TELEGRAM_API_URL", telegram.url().toString(), "SPRING_APPLICATION_JSON",
                "{\"parley.telegram.limits.chat-per-second\":1000,\"parley.telegram.limits.chat-burst\":1000,"
                        + "\"parley.telegram.limits.per-second\":10000}");
    }
}
