package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Fault;
import io.parley.support.ParleyTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Slack in trouble of every kind, while people ask: nothing is lost, nothing doubled, and soon after it is as before. */
@ParleyTest(properties = {"parley.slack.bot-token=" + FakeSlack.BOT_TOKEN,
        "parley.slack.app-token=" + FakeSlack.APP_TOKEN, "parley.slack.limits.channel-per-second=50"})
@DirtiesContext
@Timeout(400)
class TroubleApplicationTest {
    private static final FakeSlack slack = FakeSlack.start();
    private static final AtomicInteger channels = new AtomicInteger();
    private static final int DURING = 30;
    private static final Duration RECOVERED = Duration.ofSeconds(10);
    private static final Duration LASTING = Duration.ofSeconds(12);

    /** A question, by where it was asked. */
    private record Asked(String channel, String root) {}

    private final List<Asked> asked = new ArrayList<>();

    @DynamicPropertySource
    static void slack(DynamicPropertyRegistry properties) {
        properties.add("parley.slack.api-url", slack::url);
    }

    @BeforeAll
    static void bySocket() {
        slack.useSocket();
    }

    @AfterEach
    void brokeNoRule() {
        slack.trouble(null);
        assertThat(slack.violations()).isEmpty();
    }

    @AfterAll
    static void close() {
        slack.close();
    }

    @Test
    void outlivesASlackThatAnswersSlowly() {
        survives("answering in 3 s", () -> slack.trouble(Fault.slow(3_000)), LASTING);
    }

    @Test
    void outlivesASlackThatAnswersTooLate() {
        survives("answering in 8 s", () -> slack.trouble(Fault.slow(8_000)), LASTING);
    }

    @Test
    void outlivesASlackThatAsksToWait() {
        survives("429 with Retry-After: 2", () -> slack.trouble(Fault.limited(2)), LASTING);
    }

    @Test
    void outlivesASlackThatIsOutOfOrder() {
        survives("500", () -> slack.trouble(Fault.status(500)), LASTING);
    }

    @Test
    void outlivesASlackThatHangs() {
        survives("hanging", () -> slack.trouble(Fault.hanging()), LASTING);
    }

    @Test
    void outlivesASlackThatIsDownForAMinute() {
        survives("down for a minute", slack::down, Duration.ofMinutes(1));
    }

    private void survives(String what, Runnable trouble, Duration lasting) {
        Duration usual = usually();
        trouble.run();
        long began = System.nanoTime();
        ask(DURING);
        await().pollDelay(lasting.dividedBy(2)).atMost(lasting).until(() -> true);
        ask(DURING);
        Duration left = lasting.minusNanos(System.nanoTime() - began);
        await().pollDelay(left).atMost(left.plusSeconds(5)).until(() -> true);
        long answeredMeanwhile = asked.stream().filter(this::isAnswered).count() - 2 * DURING;
        slack.trouble(null);
        slack.up();
        long ended = System.nanoTime();
        await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(this::allAnswered);
        Duration recovered = Duration.ofNanos(System.nanoTime() - ended);
        System.out.printf("Slack %s: %d questions, %d answered meanwhile, all %.1f s after, %d doubled; without"
                + " trouble so many take %.1f s%n", what, 2 * DURING, answeredMeanwhile, recovered.toMillis() / 1e3,
                doubled(), usual.toMillis() / 1e3);
        assertThat(recovered).isLessThan(RECOVERED.plus(usual));
        await().until(slack::isIdle);
        assertThat(doubled()).isZero();
    }

    /** How long as many questions take on this machine, as busy as it is, when Slack is well. */
    private Duration usually() {
        long begun = System.nanoTime();
        ask(2 * DURING);
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).until(this::allAnswered);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void ask(int questions) {
        for (int i = 0; i < questions; i++) {
            String channel = "D" + channels.incrementAndGet();
            asked.add(new Asked(channel, slack.say(channel, "U1", "What are your opening hours?", null)));
        }
    }

    private boolean isAnswered(Asked one) {
        return !slack.answers(one.channel(), one.root()).isEmpty();
    }

    private boolean allAnswered() {
        return asked.stream().allMatch(this::isAnswered);
    }

    private long doubled() {
        return asked.stream().filter(one -> slack.answers(one.channel(), one.root()).size() > 1).count();
    }
}
