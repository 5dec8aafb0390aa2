package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.cluster.FailPoint;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one external PostgreSQL, killed in turn. */
@Tag("kills")
class ClusterCrashTest {
    private static final int CHATS = 100;
    private static final int QUESTIONS_EACH = 10;
    /** {@code -Dkills.each=2} kills them twice as often. */
    private static final int KILLS = 6 * Integer.getInteger("kills.each", 1);
    private static final Duration LIFE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Random random = new Random(11);
    private final List<FailPoint> points = List.of(FailPoint.values());

    @Test
    void sharesTheWorkAndLosesNothingWhenEitherIsKilled() throws Exception {
        try (FakeTelegram telegram = FakeTelegram.start(); TestDatabase database = TestDatabase.empty()) {
            Customers customers = new Customers(telegram, CHATS, QUESTIONS_EACH, random);
            ParleyProcess[] processes = {start(0, telegram, database, null), start(1, telegram, database, null)};
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    int victim = kill % 2;
                    await().atMost(LIFE).until(() -> {
                        revive(processes, telegram, database);
                        return Stream.of(processes).allMatch(ParleyProcess::isServing);
                    });
                    int answered = customers.answers();
                    customers.ask(CHATS * QUESTIONS_EACH / KILLS + 1);
                    // Both may die meanwhile, each at its own fail point.
                    await().atMost(LIFE).until(() -> {
                        revive(processes, telegram, database);
                        return customers.answers() > answered + 20;
                    });
                    processes[victim].kill();
                    FailPoint next = points.get(random.nextInt(points.size()));
                    processes[victim] = start(victim, telegram, database, kill < KILLS - 2 ? next : null);
                }
                await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200))
                        .untilAsserted(() -> assertThat(customers.missing()).isEmpty());
                assertThat(processes[0].stopsWithin(Duration.ofSeconds(40))).isTrue();
                assertThat(processes[1].stopsWithin(Duration.ofSeconds(40))).isTrue();
            } finally {
                List.of(processes).forEach(ParleyProcess::close);
            }
            report(telegram, database, customers.result(), lostSends(database));
        }
    }

    /** Starts a process again that died at its fail point. */
    private void revive(ParleyProcess[] processes, FakeTelegram telegram, TestDatabase database) {
        for (int number = 0; number < processes.length; number++) {
            if (!processes[number].isAlive()) {
                processes[number] = start(number, telegram, database, null);
            }
        }
    }

    private void report(FakeTelegram telegram, TestDatabase database, Customers.Result result, int inFlight) {
        double first = answeredBy(database, 0);
        double second = answeredBy(database, 1);
        double share = Math.min(first, second) / (first + second);
        System.out.printf("Two processes: %d questions in %d chats: %d lost, %d chats out of order, %d answers doubled,"
                + " %d sends in flight at the kills; the processes answered %.0f and %.0f (the lesser %.0f %%);"
                + " at most %d poller at a time%n", result.asked(), CHATS, result.lost(), result.outOfOrder(),
                result.doubled(), inFlight, first, second, share * 100, telegram.polls().mostAtOnce());
        assertThat(result.asked()).isEqualTo(CHATS * QUESTIONS_EACH);
        assertThat(result.lost()).isZero();
        assertThat(result.wrong()).isEmpty();
        assertThat(result.doubled()).isLessThanOrEqualTo(inFlight);
        assertThat(telegram.polls().mostAtOnce()).isEqualTo(1);
        assertThat(share).isGreaterThanOrEqualTo(0.3);
        assertThat(telegram.violations()).isEmpty();
    }

    /** How many questions a process answered in all its lives. */
    private double answeredBy(TestDatabase database, int number) {
        return ParleyProcess.instancesIn(log(number)).stream()
                .mapToLong(instance -> database.jdbc()
                        .sql("select count(*) from inbox where outcome = 'answered' and instance = cast(? as uuid)")
                        .param(instance).query(Long.class).single())
                .sum();
    }

    private static int lostSends(TestDatabase database) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            return OutboxSends.lost(connection);
        }
    }

    private ParleyProcess start(int number, FakeTelegram telegram, TestDatabase database,
            @Nullable FailPoint death) {
        return ParleyProcess.start(log(number),
                Map.of("PARLEY_DATA_DIR", folder.resolve("data-" + number).toString(), "SERVER_PORT", "0",
                        "SPRING_DATASOURCE_URL", database.getJdbcUrl(), "SPRING_DATASOURCE_USERNAME",
                        database.getUsername(), "SPRING_DATASOURCE_PASSWORD", database.getPassword(),
                        "PARLEY_TELEGRAM_TOKEN", FakeTelegram.TOKEN, "PARLEY_TELEGRAM_API_URL",
                        telegram.url().toString()),
                death, 30 + random.nextInt(30));
    }

    private Path log(int number) {
        return folder.resolve("parley-" + number + ".log");
    }
}
