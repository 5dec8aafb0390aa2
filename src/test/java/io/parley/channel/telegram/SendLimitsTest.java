package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.telegram.TelegramSettings.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendLimitsTest {
    private static final Duration STEP = Duration.ofMillis(50);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;
    private int asked;
    private final SendLimits limits = new SendLimits(new Limits(1, 3, 20, 30), clock);

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

    /** When messages to many chats leave, each of which comes back when it was told to. */
    private List<Instant> leavingOf(int chats) {
        var due = new PriorityQueue<Waiting>();
        IntStream.range(1, chats + 1).forEach(chat -> due.add(new Waiting(now, chat)));
        var times = new ArrayList<Instant>();
        while (!due.isEmpty()) {
            Waiting next = due.remove();
            now = next.at.isAfter(now) ? next.at : now;
            Duration wait = limits.leave(next.chat);
            if (wait.isZero()) {
                times.add(now);
            } else {
                due.add(new Waiting(now.plusMillis(wait.toMillis()), next.chat));
                asked++;
            }
        }
        return times;
    }

    private record Waiting(Instant at, long chat) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            return at.compareTo(other.at);
        }
    }

    @Test
    void letsAllChatsTogetherHaveThirtyASecondAndTellsEachItsTime() {
        Instant start = now;
        List<Instant> times = leavingOf(600);
        assertThat(mostWithin(Duration.ofSeconds(1), times)).isLessThanOrEqualTo(34);
        assertThat(Duration.between(start, now)).isLessThan(Duration.ofSeconds(21));
        assertThat(asked).isLessThan(1_200);
    }

    @Test
    void tellsHowLongToWaitWithoutHoldingUpOthers() {
        leaving(() -> 7, STEP);
        now = now.plusMillis(100);
        assertThat(limits.leave(7)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(limits.leave(8)).isZero();
    }
}
