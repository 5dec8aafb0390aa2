package io.parley.channel.slack;

import io.parley.Parley;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Fault;
import io.parley.support.TestDatabaseInitializer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole application with Slack in trouble of every kind, while people ask: nothing is lost, nothing doubled, and within
 * ten seconds it is as before. Of two applications, each with a Slack of its own, one has the trouble that lasts a minute, and
 * the other one after the other those that do not.
 */
@Tag("chaos")
@Timeout(400)
class TroubleApplicationTest {
    private static final Duration LASTING = Duration.ofSeconds(12);
    private static final FakeSlack slack = bySocket();
    private static final FakeSlack away = bySocket();
    private static final Ordeal ordeal = new Ordeal(slack);
    private static ConfigurableApplicationContext application;
    private static ConfigurableApplicationContext other;
    private static CompletableFuture<Void> aMinute;

    private static FakeSlack bySocket() {
        FakeSlack slack = FakeSlack.start();
        slack.useSocket();
        return slack;
    }

    private static ConfigurableApplicationContext application(FakeSlack slack) {
        return new SpringApplicationBuilder(Parley.class).initializers(new TestDatabaseInitializer()).run(
                "--server.port=0", "--parley.slack.api-url=" + slack.url(),
                "--parley.slack.bot-token=" + FakeSlack.BOT_TOKEN, "--parley.slack.app-token=" + FakeSlack.APP_TOKEN,
                "--parley.slack.limits.channel-per-second=50");
    }

    @BeforeAll
    static void start() {
        other = application(away);
        Ordeal absence = new Ordeal(away);
        absence.warmUp();
        aMinute = CompletableFuture.runAsync(
                () -> absence.survives("down for a minute", away::down, Duration.ofMinutes(1)),
                Executors.newVirtualThreadPerTaskExecutor());
        application = application(slack);
        ordeal.warmUp();
    }

    @AfterAll
    static void stop() {
        application.close();
        other.close();
        slack.close();
        away.close();
    }

    @Test
    void outlivesASlackThatAnswersSlowly() {
        ordeal.survives("answering in 3 s", () -> slack.trouble(Fault.slow(3_000)), LASTING);
    }

    @Test
    void outlivesASlackThatAnswersTooLate() {
        ordeal.survives("answering in 8 s", () -> slack.trouble(Fault.slow(8_000)), LASTING);
    }

    @Test
    void outlivesASlackThatAsksToWait() {
        ordeal.survives("429 with Retry-After: 2", () -> slack.trouble(Fault.limited(2)), LASTING);
    }

    @Test
    void outlivesASlackThatIsOutOfOrder() {
        ordeal.survives("500", () -> slack.trouble(Fault.status(500)), LASTING);
    }

    @Test
    void outlivesASlackThatHangs() {
        ordeal.survives("hanging", () -> slack.trouble(Fault.hanging()), LASTING);
    }

    @Test
    void outlivesASlackThatIsDownForAMinute() {
        aMinute.join();
    }
}
