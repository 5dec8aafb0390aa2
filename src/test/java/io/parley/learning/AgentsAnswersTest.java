package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which resolved tickets are looked at: each once, by one instance, whatever their number. */
class AgentsAnswersTest {

    private static final TestDatabase database = TestDatabase.migrated();
    private static final JdbcClient jdbc = database.jdbc();
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MANY = 20_000;

    private final Sources sources = new Sources(jdbc);

    @BeforeEach
    void begin() {
        database.clear();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void resolve(int tickets) {
        jdbc.sql("""
                with c as (insert into conversation (channel, thread, address)
                    select 'web', 't' || n, '' from generate_series(1, ?) n returning id)
                insert into ticket (conversation_id, reason, state, opened_at, resolved_at)
                select id, 'missing_knowledge', 'resolved', now() - interval '1 hour', now() from c""").param(tickets)
                .update();
    }

    private List<Long> claim(int most) {
        return database.transactions().execute(status -> sources.resolvedSince(LONG_AGO, most));
    }

    @Test
    void looksAtEachResolutionOnce() {
        resolve(3);
        List<Long> first = claim(2);
        assertThat(first).hasSize(2);
        assertThat(claim(2)).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThat(claim(2)).isEmpty();

        jdbc.sql("update ticket set resolved_at = now() + interval '1 minute' where id = ?").param(first.getFirst())
                .update();
        assertThat(claim(2)).containsExactly(first.getFirst());
    }

    @Test
    void twoInstancesLookAtDifferentTickets() {
        resolve(4);
        List<Long> all = new ArrayList<>();
        AtomicBoolean isNested = new AtomicBoolean();
        database.transactions().executeWithoutResult(status -> {
            all.addAll(sources.resolvedSince(LONG_AGO, 2));
            Thread other = Thread.ofVirtual().start(() -> {
                all.addAll(claim(2));
                isNested.set(true);
            });
            join(other);
        });
        assertThat(isNested).isTrue();
        assertThat(all).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void tryingAgainFollowsAFailure() {
        resolve(1);
        database.transactions().executeWithoutResult(status -> {
            assertThat(sources.resolvedSince(LONG_AGO, 2)).hasSize(1);
            status.setRollbackOnly();
        });
        assertThat(claim(2)).hasSize(1);
    }

    @Test
    void readsNoTicketThatWasLookedAtAlready() {
        resolve(MANY);
        jdbc.sql("update ticket set drafted_up_to = resolved_at").update();
        jdbc.sql("vacuum analyze ticket").update();

        String plan = String.join("\n", jdbc.sql("""
                explain (analyze, buffers) select id from ticket where state = 'resolved' and resolved_at > '2026-01-01'
                    and (drafted_up_to is null or drafted_up_to < resolved_at)
                order by resolved_at limit 20 for update skip locked""").query(String.class).list());

        assertThat(plan).contains("ticket_to_draft").contains("actual").doesNotContain("Seq Scan");
        assertThat(claim(20)).isEmpty();
        assertThat(plan.lines().filter(line -> line.contains("Buffers: shared hit=")).findFirst().orElse(plan))
                .as(plan).matches(".*shared hit=\\d( .*)?");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
