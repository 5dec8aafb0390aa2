package io.parley.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final String UNWRITABLE = "unwritable";
    private static final String STALE = "stale";
    private static final String FIRST = "first";

    private final Queue<List<String>> transactions = new ConcurrentLinkedQueue<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final GroupCommit<String> commits = new GroupCommit<>(this::write);
    private volatile boolean databaseIsAway;

    private Set<String> write(List<String> changes) {
        transactions.add(changes);
        if (changes.contains(FIRST)) {
            pass(firstMayEnd);
        }
        if (databaseIsAway) {
            throw new IllegalStateException(new SQLException("gone", "08006"));
        }
        if (changes.contains(UNWRITABLE)) {
            throw new IllegalArgumentException(UNWRITABLE);
        }
        return changes.stream().filter(change -> !change.equals(STALE)).collect(Collectors.toSet());
    }

    @Test
    void writesTogetherWhatComesWhileAnotherIsWritten() throws Exception {
        List<FutureTask<Boolean>> calls = meanwhile("one", STALE, "two");

        assertThat(calls.get(0).get()).isTrue();
        assertThat(calls.get(1).get()).isFalse();
        assertThat(calls.get(2).get()).isTrue();
        assertThat(transactions).hasSize(2);
        assertThat(List.copyOf(transactions).getLast()).containsExactlyInAnyOrder("one", STALE, "two");
    }

    @Test
    void failsNoOtherForAChangeThatCannotBeWritten() throws Exception {
        List<FutureTask<Boolean>> calls = meanwhile("one", UNWRITABLE, "two");

        assertThat(calls.get(0).get()).isTrue();
        assertThat(calls.get(2).get()).isTrue();
        assertThatThrownBy(() -> calls.get(1).get()).hasRootCauseMessage(UNWRITABLE);
    }

    @Test
    void triesNothingOneByOneWhileTheDatabaseIsAway() {
        databaseIsAway = true;
        List<FutureTask<Boolean>> calls = meanwhile("one", "two", "three");

        assertThat(calls).allSatisfy(call -> assertThatThrownBy(call::get).hasRootCauseMessage("gone"));
        assertThat(transactions).hasSize(2);
    }

    /** Calls from a thread each, while the first change is written. */
    private List<FutureTask<Boolean>> meanwhile(String... changes) {
        Thread first = Thread.ofVirtual().start(new FutureTask<>(() -> commits.write(FIRST)));
        await().until(() -> !transactions.isEmpty());
        List<Thread> threads = new ArrayList<>();
        List<FutureTask<Boolean>> calls = new ArrayList<>();
        for (String change : changes) {
            FutureTask<Boolean> call = new FutureTask<>(() -> commits.write(change));
            calls.add(call);
            threads.add(Thread.ofVirtual().start(call));
        }
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        firstMayEnd.countDown();
        await().until(() -> !first.isAlive());
        return calls;
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
