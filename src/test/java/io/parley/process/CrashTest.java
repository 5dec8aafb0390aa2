package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.cluster.FailPoint;
import io.parley.fake.telegram.FakeTelegram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process with its embedded database, killed at fail points. */
class CrashTest {
    /** How often it is killed at each fail point; {@code -Dkills.each=2} kills it twice as often. */
    private static final int KILLS_EACH = Integer.getInteger("kills.each", 1);
    private static final Duration LIFE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Random random = new Random(20_26);

    @Test
    void losesNothingWhenKilledOnceInTheInboxAndOnceInTheOutbox() throws Exception {
        survives(List.of(FailPoint.BEFORE_COMMIT_OF_MEANING, FailPoint.AFTER_SEND), 20, 3,
                QuickStart.optionsOfSlowStart());
    }

    @Test
    @Tag("kills")
    void losesNothingAndKeepsTheOrderWhenKilledAtEveryFailPoint() throws Exception {
        survives(everyFailPoint(), 100, 10, QuickStart.options());
    }

    private void survives(List<FailPoint> deaths, int chats, int questionsEach, List<String> options)
            throws Exception {
        Map<FailPoint, Integer> kills = new EnumMap<>(FailPoint.class);
        int inFlight = 0;
        try (FakeTelegram telegram = FakeTelegram.start()) {
            Customers customers = new Customers(telegram, chats, questionsEach, random);
            int perLife = chats * questionsEach / deaths.size() + 1;
            for (FailPoint death : deaths) {
                customers.ask(perLife);
                boolean died = dies(telegram, death, options);
                if (died || dies(telegram, death, options)) {
                    kills.merge(death, 1, Integer::sum);
                }
            }
            try (ParleyProcess last = start(telegram, null, options)) {
                await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200))
                        .untilAsserted(() -> assertThat(customers.missing()).isEmpty());
                inFlight = OutboxSends.lost(folder.resolve("data"));
                assertThat(last.stopsWithin(Duration.ofSeconds(40))).as(last.lastWords()).isTrue();
            }
            Customers.Result result = customers.result();
            System.out.printf("Killed %d times: %s%n%d questions in %d chats: %d lost, %d chats out of order,"
                    + " %d answers doubled, %d sends in flight at the kills%n", sum(kills), kills, result.asked(),
                    chats, result.lost(), result.outOfOrder(), result.doubled(), inFlight);
            assertThat(kills).containsOnlyKeys(deaths);
            assertThat(sum(kills)).isEqualTo(deaths.size());
            assertThat(result.asked()).isEqualTo(chats * questionsEach);
            assertThat(result.wrong()).isEmpty();
            assertThat(result.lost()).isZero();
            assertThat(result.doubled()).isLessThanOrEqualTo(inFlight);
            assertThat(telegram.violations()).isEmpty();
        }
    }

    private boolean dies(FakeTelegram telegram, FailPoint death, List<String> options) throws InterruptedException {
        try (ParleyProcess process = start(telegram, death, options)) {
            boolean died = process.diesWithin(LIFE);
            if (!died) {
                System.out.printf("%s was not reached in %s%n", death, LIFE);
            }
            return died;
        }
    }

    private ParleyProcess start(FakeTelegram telegram, @Nullable FailPoint death, List<String> options) {
        // A batch of updates is stored at once, so the points around storing are passed less often.
        boolean storing = death == FailPoint.BEFORE_STORE || death == FailPoint.AFTER_STORE;
        int time = 1 + random.nextInt(storing ? 1 : 20);
        return ParleyProcess.start(folder.resolve("parley.log"),
                Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "SERVER_PORT", "0",
                        "PARLEY_TELEGRAM_TOKEN", FakeTelegram.TOKEN, "PARLEY_TELEGRAM_API_URL",
                        telegram.url().toString()),
                options, death, time);
    }

    private List<FailPoint> everyFailPoint() {
        List<FailPoint> deaths = new ArrayList<>();
        for (int i = 0; i < KILLS_EACH; i++) {
            deaths.addAll(List.of(FailPoint.values()));
        }
        Collections.shuffle(deaths, random);
        return deaths;
    }

    private static int sum(Map<FailPoint, Integer> kills) {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }
}
