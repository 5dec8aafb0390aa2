package io.parley.channel.email.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Work that does not end is abandoned, and the number of abandoned threads is bounded. */
class TimeLimitTest {
    @Test
    void leavesNoMoreThreadsBehindThanItMay() throws Exception {
        TimeLimit limit = new TimeLimit(Duration.ofMillis(20), 2);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> limit.run(() -> spin(running, end)));
        }
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> limit.run(() -> spin(running, end)));
        assertThat(running.get()).isLessThanOrEqualTo(2);
        end.countDown();
        await().ignoreExceptions().until(() -> limit.run(() -> "done").equals("done"));
    }

    /** Does not listen to being interrupted. */
    private static int spin(AtomicInteger running, CountDownLatch end) {
        int now = running.incrementAndGet();
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
        return now;
    }
}
