package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.slack.FakeSlack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** People who ask while their Slack is in trouble, each in a direct message of their own. */
final class Ordeal {
    /** How long after a trouble everything asked meanwhile is answered at the latest. */
    static final Duration RECOVERED = Duration.ofSeconds(10);
    private static final int DURING = 30;

    private final FakeSlack slack;
    private final AtomicInteger people = new AtomicInteger();

    /** A question, by where it was asked. */
    private record Asked(String channel, String root) {}

    Ordeal(FakeSlack slack) {
        this.slack = slack;
    }

    /** As many questions as are asked during a trouble, so that the application has done before what it does then. */
    void warmUp() {
        List<Asked> asked = ask(2 * DURING);
        await().atMost(Duration.ofMinutes(3)).until(() -> areAnswered(asked));
    }

    /**
     * Asks half of the questions when the trouble begins and half in its midst; afterwards all must be answered once, and
     * soon.
     */
    void survives(String what, Runnable trouble, Duration lasting) {
        trouble.run();
        long began = System.nanoTime();
        List<Asked> asked = ask(DURING);
        pass(lasting.dividedBy(2).minusNanos(System.nanoTime() - began));
        asked.addAll(ask(DURING));
        pass(lasting.minusNanos(System.nanoTime() - began));
        long meanwhile = asked.stream().filter(this::isAnswered).count();
        slack.trouble(null);
        slack.up();
        long ended = System.nanoTime();
        await().atMost(Duration.ofSeconds(90)).until(() -> areAnswered(asked));
        Duration recovered = Duration.ofNanos(System.nanoTime() - ended);
        await().atMost(Duration.ofSeconds(30)).until(slack::isIdle);
        System.out.printf("Slack %s: %d questions, %d answered meanwhile, all %.1f s after, %d doubled%n", what,
                asked.size(), meanwhile, recovered.toMillis() / 1e3, doubled(asked));
        assertThat(recovered).isLessThan(RECOVERED);
        assertThat(doubled(asked)).isZero();
        assertThat(slack.violations()).isEmpty();
    }

    private static void pass(Duration time) {
        if (time.isPositive()) {
            Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(50));
    }

    private List<Asked> ask(int questions) {
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            String channel = "D" + people.incrementAndGet();
            asked.add(new Asked(channel, slack.say(channel, "U1", "What are your opening hours?", null)));
        }
        return asked;
    }

    private boolean isAnswered(Asked one) {
        return !slack.answers(one.channel(), one.root()).isEmpty();
    }

    private boolean areAnswered(List<Asked> asked) {
        return asked.stream().allMatch(this::isAnswered);
    }

    private long doubled(List<Asked> asked) {
        return asked.stream().filter(one -> slack.answers(one.channel(), one.root()).size() > 1).count();
    }
}
