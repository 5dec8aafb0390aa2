package io.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class WorkQueueTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final String HEADS = "'ready', 'claimed'";

    private final JdbcClient jdbc = database.jdbc();
    private final TransactionTemplate transaction = database.transactions();
    private final UUID ann = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final WorkQueue anns = new WorkQueue(jdbc, ann, "inbox", HEADS);
    private final WorkQueue bobs = new WorkQueue(jdbc, bob, "inbox", HEADS);

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void begin() {
        database.clear();
        live(ann);
        live(bob);
    }

    @Test
    void opensTheNextRowOnlyWhenItsHeadIsFinished() {
        add("chat", 3);

        Claim first = anns.claim(10).getFirst();
        assertThat(bobs.claim(10)).isEmpty();
        finish(anns, first);

        assertThat(bobs.claim(10)).singleElement().satisfies(next -> assertThat(next.id()).isGreaterThan(first.id()));
    }

    @Test
    void keepsALaterRowWaitingWhileItsHeadIsRetried() {
        add("chat", 2);
        Claim first = anns.claim(1).getFirst();

        transaction.executeWithoutResult(s -> anns.retry(first, Duration.ofHours(1), "down"));

        assertThat(bobs.claim(10)).isEmpty();
    }

    @Test
    void givesTheRowsOfTheDeadToTheLiving() {
        add("chat", 1);
        Claim anns1 = anns.claim(1).getFirst();
        jdbc.sql("update instance set heartbeat_at = now() - interval '1 minute' where id = ?").param(ann).update();

        assertThat(bobs.free("claimed", "", Set.of())).isEqualTo(1);
        Claim bobs1 = bobs.claim(1).getFirst();

        assertThat(bobs1.fence()).isGreaterThan(anns1.fence());
        assertThatThrownBy(() -> finish(anns, anns1)).isInstanceOf(StaleClaimException.class);
        finish(bobs, bobs1);
    }

    @Test
    void leavesTheRowsOfTheLivingAlone() {
        add("chat", 1);
        anns.claim(1);

        assertThat(bobs.free("claimed", "", Set.of())).isZero();
    }

    @Test
    void givesBackWhatAnInstanceHasForgotten() {
        add("known", 1);
        add("forgotten", 1);
        Set<Long> inHand = Set.of(anns.claim(1).getFirst().id());
        Claim forgotten = anns.claim(1).getFirst();

        assertThat(anns.free("claimed", "", inHand)).isEqualTo(1);
        assertThat(anns.claim(10)).extracting(Claim::id).containsExactly(forgotten.id());
    }

    @Test
    void letsARowWaitThatItsWorkersDoNotSurvive() {
        add("deadly", 1);
        add("harmless", 1);
        jdbc.sql("update inbox set attempts = 10 where order_key = 'scripted:deadly'").update();
        anns.claim(2);

        anns.free("claimed", "", Set.of());

        assertThat(anns.claim(10)).extracting(Claim::orderKey).containsExactly("scripted:harmless");
    }

    @Test
    void letsNoRowWaitLongerThanAMinuteForItsWorkersEnds() {
        add("tried often", 1);
        jdbc.sql("update inbox set attempts = 1000 where order_key = 'scripted:tried often'").update();
        anns.claim(1);

        anns.free("claimed", "", Set.of());

        assertThat(jdbc.sql("select max(due_at) <= now() + interval '1 minute' from inbox").query(Boolean.class)
                .single()).isTrue();
    }

    @Test
    void letsNoSecondHeadInEvenByHand() {
        add("chat", 2);

        assertThatThrownBy(() -> jdbc.sql("update inbox set state = 'ready' where state = 'queued'").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void doesEachRowOnceAndInOrderWithManyWorkersOnBothInstances() throws InterruptedException {
        for (int chat = 0; chat < 20; chat++) {
            add("chat-" + chat, 25);
        }
        ConcurrentLinkedQueue<Claim> done = new ConcurrentLinkedQueue<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                WorkQueue queue = i % 2 == 0 ? anns : bobs;
                workers.execute(() -> workUntilEmpty(queue, done));
            }
        }

        assertThat(done).hasSize(500).extracting(Claim::id).doesNotHaveDuplicates();
        for (int chat = 0; chat < 20; chat++) {
            String key = "scripted:chat-" + chat;
            assertThat(done.stream().filter(c -> c.orderKey().equals(key)).map(Claim::id).toList()).isSorted();
        }
    }

    private void workUntilEmpty(WorkQueue queue, ConcurrentLinkedQueue<Claim> done) {
        while (unfinished() > 0) {
            for (Claim claim : queue.claim(3)) {
                done.add(claim);
                finish(queue, claim);
            }
        }
    }

    private long unfinished() {
        return jdbc.sql("select count(*) from inbox where state <> 'done'").query(Long.class).single();
    }

    private void finish(WorkQueue queue, Claim claim) {
        transaction.executeWithoutResult(s -> queue.finish(claim, "done"));
    }

    private void live(UUID instance) {
        jdbc.sql("insert into instance (id) values (?)").param(instance).update();
    }

    private void add(String chat, int rows) {
        String key = "scripted:" + chat;
        transaction.executeWithoutResult(s -> {
            anns.lock(List.of(key));
            for (int i = 0; i < rows; i++) {
                jdbc.sql("""
                        insert into inbox (channel, key, order_key, payload, received_at, state)
                        values ('scripted', :id, :key, '', now(), %s)""".formatted(anns.stateOfNew(":key")))
                        .param("id", key + '-' + i).param("key", key).update();
            }
        });
    }
}
