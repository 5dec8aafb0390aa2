package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import io.parley.fake.slack.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** About one message a second to one channel, on a clock that the test turns. */
class RateLimiterTest {
    private static final int STEP_MILLIS = 50;

    private final OneChannel one = OneChannel.start(new SlackSettings.Limits(1, 4));

    @AfterEach
    void close() {
        one.close();
    }

    /** At which millisecond each message leaves that waits in a thread of its own, within a time. */
    private List<Long> leaving(String to, int messages, Duration within) {
        var times = new ArrayList<Long>();
        var waiting = new ArrayList<>(IntStream.range(0, messages).boxed().toList());
        for (long millis = 0; millis < within.toMillis(); millis += STEP_MILLIS) {
            for (Integer thread : List.copyOf(waiting)) {
                if (one.channel
                        .tryAcquire(new SlackTarget.InThread(to, "17000000%02d.000001".formatted(thread)).address())
                        .isZero()) {
                    times.add(millis);
                    waiting.remove(thread);
                }
            }
            one.turn(Duration.ofMillis(STEP_MILLIS));
        }
        return times;
    }

    @Test
    void letsAChannelHaveAShortBurstAndThenOneASecond() {
        List<Long> times = leaving("C1", 30, Duration.ofSeconds(20));
        assertThat(times).hasSize(4 + 19);
        assertThat(times.subList(0, 4)).containsOnly(0L);
        for (int i = 4; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isBetween(i == 4 ? 0L : 950L, 1_050L);
        }
    }

    @Test
    void keepsOneChannelsPaceOutOfAnothers() {
        leaving("C1", 30, Duration.ofMillis(STEP_MILLIS));
        assertThat(one.wait("C1")).isPositive();
        assertThat(leaving("C2", 4, Duration.ofMillis(STEP_MILLIS))).hasSize(4);
    }

    @Test
    void tellsEachThreadItsTurn() {
        leaving("C1", 4, Duration.ofMillis(STEP_MILLIS));
        Duration first = one.channel.tryAcquire(new SlackTarget.InThread("C1", "1.1").address());
        Duration second = one.channel.tryAcquire(new SlackTarget.InThread("C1", "1.2").address());
        assertThat(first).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
        assertThat(second.minus(first)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void countsWhateverGoesIntoAChannelAndNothingThatOnePersonSees() {
        String url = one.slack.url() + "/hooks/C1/U1/9";
        List<SlackTarget> places = List.of(new SlackTarget.Agents("C1"), new SlackTarget.InChannel("C1", "U1", url),
                one.pointed(),
                new SlackTarget.InThread("C1", "1.1"));
        assertThat(places).allSatisfy(place -> assertThat(one.channel.tryAcquire(place.address())).isZero());
        assertThat(one.channel.tryAcquire(new SlackTarget.InThread("C1", "1.2").address())).isPositive();
        assertThat(one.channel.tryAcquire(new SlackTarget.Ephemeral("C1", "U1", "t", url).address())).isZero();
    }

    @Test
    void holdsWithTheAgentsChannelWhenSlackAsksTo() {
        one.slack.fail("chat.postMessage", Fault.limited(7));
        assertThatExceptionOfType(TransientDeliveryFailure.class)
                .isThrownBy(() -> one.channel.deliver(one.delivery(new SlackTarget.Agents("C1"))));
        assertThat(one.channel.tryAcquire(new SlackTarget.Agents("C1").address()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(7));
        assertThat(one.wait("C2")).isZero();
    }

    /** Else a channel that has to wait might ever be the one whose turn it is to ask, and nobody would. */
    @Test
    void findsOutWhetherSlackIsBackByAMessageThatMayBeSent() {
        one.slack.fail("chat.postMessage", Fault.limited(60), Fault.status(500), Fault.status(500), Fault.status(500));
        assertThatExceptionOfType(TransientDeliveryFailure.class)
                .isThrownBy(() -> one.channel.deliver(one.delivery(1)));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(UnknownDeliveryFailure.class)
                    .isThrownBy(() -> one.channel.deliver(one.delivery(2, OneChannel.address("C2"))));
        }
        one.turn(3);
        assertThat(one.wait("C1")).isPositive();
        assertThat(one.wait("C2")).isZero();
        assertThat(one.wait("C3")).isPositive();
    }
}
