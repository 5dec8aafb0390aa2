package io.parley.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.queue.Claim;
import io.parley.queue.Lane;
import io.parley.queue.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rows that an instance works on, as its housekeeping is told. */
class WorkersTest {
    private static final Claim GIVEN_BACK = new Claim(1, "web", "web:ann", 1, 1);
    private static final Claim CLAIMED_ANEW = new Claim(1, "web", "web:ann", 2, 2);

    private final Queue<Claim> due = new ConcurrentLinkedQueue<>(List.of(GIVEN_BACK));
    private final Queue<Set<Long>> told = new ConcurrentLinkedQueue<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final CountDownLatch secondBegan = new CountDownLatch(1);
    private final CountDownLatch secondMayEnd = new CountDownLatch(1);
    private volatile Thread first = Thread.currentThread();
    private final Workers<Claim> workers = new Workers<>("test", List.of(Lane.of("web", 2)),
            room -> due.isEmpty() ? List.of() : List.of(due.remove()), this::work, List.of(told::add));

    @AfterEach
    void stop() {
        firstMayEnd.countDown();
        secondMayEnd.countDown();
        workers.stop(Duration.ofSeconds(10));
    }

    @Test
    void keepsARowInHandThatWasClaimedAnewBeforeItsFormerWorkEnded() throws InterruptedException {
        workers.start();
        await().until(() -> first != Thread.currentThread());
        due.add(CLAIMED_ANEW);
        workers.signal();
        secondBegan.await();
        firstMayEnd.countDown();
        first.join();
        told.clear();

        await().until(() -> told.size() >= 2);
        assertThat(told).allSatisfy(running -> assertThat(running).containsExactly(1L));
    }

    private void work(Claim claim) {
        try {
            if (claim.equals(GIVEN_BACK)) {
                first = Thread.currentThread();
                firstMayEnd.await();
            } else {
                secondBegan.countDown();
                secondMayEnd.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
