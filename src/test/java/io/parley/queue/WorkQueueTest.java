package io.parley.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.queue.Claim;
import io.parley.queue.StaleClaimException;
import io.parley.queue.WorkQueue;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
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

        Claim first = anns.claim(room(10)).getFirst();
        assertThat(bobs.claim(room(10))).isEmpty();
        finish(anns, first);

        assertThat(bobs.claim(room(10))).singleElement()
                .satisfies(next -> assertThat(next.id()).isGreaterThan(first.id()));
    }

    @Test
    void finishesRowsOfDifferentKeysAtOnceExceptThoseOfWhichTheClaimEnded() {
        add("chat", 2);
        add("other", 2);
        add("lost", 2);
        List<Claim> claims = anns.claim(room(10));
        Claim lost = claims.stream().filter(claim -> claim.orderingKey().equals("scripted:lost")).findFirst()
                .orElseThrow();
        jdbc.sql("update inbox set state = 'ready' where id = ?").param(lost.id()).update();
        Claim bobs1 = bobs.claim(room(10)).getFirst();

        Map<Claim, String> all = claims.stream().collect(Collectors.toMap(claim -> claim, Claim::orderingKey));
        Set<Claim> finished = transaction
                .execute(s -> anns.finish(all, "done", ", outcome = v.own, done_at = now()", Map.of()));

        assertThat(finished).extracting(Claim::orderingKey).containsExactlyInAnyOrder("scripted:chat",
                "scripted:other");
        assertThat(jdbc.sql("select outcome from inbox where state = 'done' order by id").query(String.class).list())
                .containsExactlyInAnyOrder("scripted:chat", "scripted:other");
        assertThat(anns.mark(claims, "claimed")).isEmpty();
        assertThat(bobs.mark(List.of(bobs1), "claimed")).containsExactly(bobs1);
        assertThat(bobs.claim(room(10))).extracting(Claim::orderingKey).containsExactlyInAnyOrder("scripted:chat",
                "scripted:other");
    }

    @Test
    void keepsALaterRowWaitingWhileItsHeadIsRetried() {
        add("chat", 2);
        Claim first = anns.claim(room(1)).getFirst();

        transaction.executeWithoutResult(s -> anns.retry(first, Duration.ofHours(1), "down"));

        assertThat(bobs.claim(room(10))).isEmpty();
    }

    @Test
    void givesTheRowsOfTheDeadToTheLiving() {
        add("chat", 1);
        Claim anns1 = anns.claim(room(1)).getFirst();

        assertThat(bobs.reclaimAbandoned("claimed", "", Set.of(), Set.of(ann))).isEqualTo(1);
        Claim bobs1 = bobs.claim(room(1)).getFirst();

        assertThat(bobs1.fencingToken()).isGreaterThan(anns1.fencingToken());
        assertThatThrownBy(() -> finish(anns, anns1)).isInstanceOf(StaleClaimException.class);
        finish(bobs, bobs1);
    }

    @Test
    void givesTheRowsOfAnInstanceThatLeftToTheLiving() {
        add("chat", 1);
        anns.claim(room(1));
        jdbc.sql("delete from instance where id = ?").param(ann).update();

        assertThat(bobs.reclaimAbandoned("claimed", "", Set.of(), Set.of())).isEqualTo(1);
    }

    @Test
    void keepsWhatItHasInHandThoughItsOwnSignOfLifeIsLate() {
        add("chat", 1);
        Claim claim = anns.claim(room(1)).getFirst();
        jdbc.sql("delete from instance where id = ?").param(ann).update();

        assertThat(anns.reclaimAbandoned("claimed", "", Set.of(claim.id()), Set.of(ann))).isZero();
    }

    @Test
    void claimsFromEachChannelNoMoreThanItHasRoomFor() {
        add("chat", 1);
        add("another", 1);
        add("web", "visitor", 1);

        assertThat(anns.claim(Map.of("web", 5))).extracting(Claim::channel).containsExactly("web");
        assertThat(anns.claim(Map.of("web", 5, "scripted", 1))).extracting(Claim::channel).containsExactly("scripted");
        assertThat(anns.claim(Map.of())).isEmpty();
    }

    @Test
    void countsNoTryForAClaimThatWasLost() {
        add("chat", 1);
        anns.claim(room(1));

        anns.reclaimAbandoned("claimed", "", Set.of(), Set.of());

        assertThat(anns.claim(room(1)).getFirst().attempts()).isEqualTo(1);
    }

    @Test
    void leavesTheRowsOfTheLivingAlone() {
        add("chat", 1);
        anns.claim(room(1));

        assertThat(bobs.reclaimAbandoned("claimed", "", Set.of(), Set.of())).isZero();
    }

    @Test
    void givesBackWhatAnInstanceHasForgotten() {
        add("known", 1);
        add("forgotten", 1);
        Set<Long> running = Set.of(anns.claim(room(1)).getFirst().id());
        Claim forgotten = anns.claim(room(1)).getFirst();

        assertThat(anns.reclaimAbandoned("claimed", "", running, Set.of())).isEqualTo(1);
        assertThat(anns.claim(room(10))).extracting(Claim::id).containsExactly(forgotten.id());
    }

    @Test
    void letsARowWaitThatItsWorkersDoNotSurvive() {
        add("deadly", 1);
        add("harmless", 1);
        jdbc.sql("update inbox set attempts = 10 where ordering_key = 'scripted:deadly'").update();
        anns.claim(room(2));

        anns.reclaimAbandoned("claimed", "", Set.of(), Set.of());

        assertThat(anns.claim(room(10))).extracting(Claim::orderingKey).containsExactly("scripted:harmless");
    }

    @Test
    void letsNoRowWaitLongerThanAMinuteForItsWorkersEnds() {
        add("tried often", 1);
        jdbc.sql("update inbox set attempts = 1000 where ordering_key = 'scripted:tried often'").update();
        anns.claim(room(1));

        anns.reclaimAbandoned("claimed", "", Set.of(), Set.of());

        assertThat(
                jdbc.sql("select max(next_attempt_at) <= now() + interval '1 minute' from inbox").query(Boolean.class)
                        .single())
                .isTrue();
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
            assertThat(done.stream().filter(c -> c.orderingKey().equals(key)).map(Claim::id).toList()).isSorted();
        }
    }

    private static Map<String, Integer> room(int rows) {
        return Map.of("scripted", rows);
    }

    private void workUntilEmpty(WorkQueue queue, ConcurrentLinkedQueue<Claim> done) {
        while (unfinished() > 0) {
            for (Claim claim : queue.claim(room(3))) {
                done.add(claim);
                finish(queue, claim);
            }
        }
    }

    private long unfinished() {
        return jdbc.sql("select count(*) from inbox where state <> 'done'").query(Long.class).single();
    }

    private void finish(WorkQueue queue, Claim claim) {
        transaction.executeWithoutResult(s -> queue.finish(claim, "done", "", Map.of()));
    }

    private void live(UUID instance) {
        jdbc.sql("insert into instance (id) values (?)").param(instance).update();
    }

    private void add(String chat, int rows) {
        add("scripted", chat, rows);
    }

    private void add(String channel, String chat, int rows) {
        String key = channel + ':' + chat;
        transaction.executeWithoutResult(s -> {
            anns.lock(List.of(key));
            for (int i = 0; i < rows; i++) {
                jdbc.sql("""
                        insert into inbox (channel, key, ordering_key, payload, received_at, state)
                        values (:channel, :id, :key, '', now(), %s)""".formatted(anns.stateOfNew(":key")))
                        .param("channel", channel).param("id", key + '-' + i).param("key", key).update();
            }
        });
    }
}
