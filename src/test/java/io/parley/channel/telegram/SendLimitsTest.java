package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Capacity;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.telegram.TelegramSettings.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SendLimitsTest {
    private static final Duration STEP = Duration.ofMillis(50);

    private static final int CONCURRENCY = 16;

    private Instant now = Instant.EPOCH;
    private final SendLimits limits = new SendLimits(new Limits(1, 3, 20, 30),
            new MonotonicClock(() -> now.getEpochSecond() * 1_000_000_000 + now.getNano()));

    /** When messages leave within a time, if there is always one more to send. */
    private List<Instant> leaving(LongSupplier chat, Duration within) {
        var times = new ArrayList<Instant>();
        for (Instant end = now.plus(within); now.isBefore(end); now = now.plus(STEP)) {
            while (limits.leave(chat.getAsLong()).isZero()) {
                times.add(now);
            }
        }
        return times;
    }

    private static long mostWithin(Duration window, List<Instant> times) {
        return times.stream()
                .mapToLong(
                        from -> times.stream().filter(t -> !t.isBefore(from) && t.isBefore(from.plus(window))).count())
                .max().orElse(0);
    }

    @Test
    void letsAChatHaveAShortBurstAndThenOneASecond() {
        assertThat(leaving(() -> 7, Duration.ofSeconds(10))).hasSize(12);
    }

    @Test
    void letsAGroupHaveTwentyInAnyMinute() {
        List<Instant> times = leaving(() -> -7, Duration.ofMinutes(5));
        assertThat(mostWithin(Duration.ofMinutes(1), times)).isLessThanOrEqualTo(20);
        assertThat(times).hasSizeGreaterThan(70);
    }

    /** When messages to many chats leave, all of which wait from the beginning; looked at as often as the limits ask for. */
    private List<Instant> leavingOf(int chats) {
        var times = new ArrayList<Instant>();
        while (times.size() < chats) {
            Capacity capacity = limits.capacity(CONCURRENCY);
            for (long i = 0; i < Math.min(capacity.permits(), chats - times.size()); i++) {
                assertThat(limits.leave(times.size() + 1)).as("what was let in does not come in vain").isZero();
                times.add(now);
            }
            now = now.plus(capacity.permits() == 0 ? capacity.again() : Duration.ofMillis(1));
        }
        return times;
    }

    @Test
    void letsFiftyThousandWaitingChatsHaveThirtyASecondToTheLast() {
        List<Instant> times = leavingOf(50_000);

        assertThat(mostWithin(Duration.ofSeconds(1), times.subList(49_700, 50_000))).isBetween(29L, 33L);
        assertThat(Duration.between(times.getFirst(), times.getLast())).isBetween(Duration.ofSeconds(1660),
                Duration.ofSeconds(1670));
    }

    @Test
    void keepsToThirtyASecond() {
        assertThat(mostWithin(Duration.ofSeconds(1), leavingOf(600))).isLessThanOrEqualTo(33);
    }

    @Test
    void tellsWhenTheNextMessageMayBegin() {
        leavingOf(3);

        assertThat(limits.capacity(CONCURRENCY).permits()).isZero();
        assertThat(limits.capacity(CONCURRENCY).again()).isBetween(Duration.ofMillis(30), Duration.ofMillis(34));
    }

    @Test
    void tellsHowLongToWaitWithoutHoldingUpOthers() {
        leaving(() -> 7, STEP);
        now = now.plusMillis(100);
        assertThat(limits.leave(7)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(limits.leave(8)).isZero();
    }
}
