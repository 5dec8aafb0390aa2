package io.parley.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actor.Helper;
import io.parley.support.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tickets that are given to agents in turn. */
class RoundRobinTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final JdbcClient jdbc = database.jdbc();

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void begin() {
        database.clear();
        jdbc.sql("delete from agent").update();
    }

    @Test
    void goesToWhoHasTheFewestAndThenToWhoWasGivenNoneForLongest() {
        agent("ann", "here", 5);
        agent("bob", "here", 5);
        agent("eve", "away", 5);
        agent("zoe", "here", 5);
        jdbc.sql("update agent set locked_at = now() where login = 'zoe'").update();

        assertThat(given(true, START)).isEqualTo("ann");
        assertThat(given(true, START.plusSeconds(1))).isEqualTo("bob");
        assertThat(given(true, START.plusSeconds(2))).isEqualTo("ann");
        jdbc.sql("update ticket set state = 'resolved' where taken_by = 'ann'").update();
        assertThat(given(true, START.plusSeconds(3))).isEqualTo("ann");
        assertThat(given(true, START.plusSeconds(4))).isEqualTo("bob");
    }

    @Test
    void givesNobodyMoreThanTheyLookAfterAndNothingWhenItIsOff() {
        agent("ann", "here", 1);
        agent("bob", "here", 2);

        assertThat(given(false, START)).isEqualTo("nobody");
        List<String> given = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            given.add(given(true, START.plusSeconds(i)));
        }

        assertThat(given).containsExactlyInAnyOrder("ann", "bob", "bob", "nobody");
    }

    @Test
    void whoComesBackWithinADayGoesToTheirAgentOrWaitsForAllWhenItIsOff() {
        agent("ann", "here", 5);
        agent("bob", "here", 5);
        assertThat(givenAgain(false, "ann")).isEqualTo("ann");

        jdbc.sql("update agent set state = 'away' where login = 'ann'").update();
        assertThat(givenAgain(false, "ann")).as("giving in turn is off").isEqualTo("nobody");
        assertThat(givenAgain(true, "ann")).isEqualTo("bob");
    }

    @Test
    void keepsToEachAgentsRoomWhenManyTicketsAreOpenedAtOnce() {
        IntStream.rangeClosed(1, 6).forEach(n -> agent("agent" + n, "here", 3));

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<CompletableFuture<Void>> all = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> given(true, START.plusSeconds(i)), threads))
                    .toList();
            all.forEach(CompletableFuture::join);
        }

        Map<String, Long> open = jdbc.sql("select taken_by, count(*) from ticket where state = 'taken' group by 1")
                .query((row, n) -> Map.entry(row.getString(1), row.getLong(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(open.values()).isNotEmpty().allMatch(count -> count <= 3);
        for (int more = 0; more < 18; more++) {
            given(true, START.plusSeconds(100));
        }
        assertThat(jdbc.sql("select count(*) from ticket where state = 'taken'").query(Integer.class).single())
                .isEqualTo(18);
    }

    private void agent(String name, String state, int capacity) {
        jdbc.sql("insert into agent (login, name, role, state, capacity) values (?, ?, 'agent', ?, ?)")
                .params(name, name, state, capacity).update();
    }

    /** Opens a ticket of a customer whom an agent helped an hour ago; gives the name of the agent who has it. */
    private String givenAgain(boolean inTurn, String former) {
        Assignments assignments = new Assignments(jdbc, () -> settings(inTurn));
        return database.transactions().execute(status -> {
            Ticket ticket = jdbc
                    .sql("""
                            with talk as (insert into conversation (channel, thread, address, state)
                                          values ('scripted', gen_random_uuid(), 'here', 'waiting') returning id),
                                 before as (insert into ticket (conversation_id, reason, opened_at, state, resolved_at, resolved_by,
                                                                first_reply_at, assignee)
                                            select talk.id, 'policy', :at, 'resolved', :at, 'x', :at, agent.id from talk, agent
                                            where login = :former)
                            insert into ticket (conversation_id, reason, opened_at) select id, 'asked_for_person', :at from talk
                            returning id, conversation_id""")
                    .param("at", Timestamp.from(START.minusSeconds(3_600)))
                    .param("former", former).query((row, n) -> waiting(row.getLong(1), row.getLong(2))).single();
            return assignments.toSomebody(ticket, START).map(Helper::name).orElse("nobody");
        });
    }

    /** Opens a ticket; gives the name of the agent who has it. */
    private String given(boolean inTurn, Instant at) {
        Assignments assignments = new Assignments(jdbc, () -> settings(inTurn));
        return database.transactions().execute(status -> {
            long id = jdbc
                    .sql("""
                            with talk as (insert into conversation (channel, thread, address, state)
                                          values ('scripted', gen_random_uuid(), 'here', 'waiting') returning id)
                            insert into ticket (conversation_id, reason, opened_at) select id, 'asked_for_person', now() from talk
                            returning id""")
                    .query(Long.class).single();
            Ticket ticket = jdbc.sql("select conversation_id from ticket where id = ?").param(id)
                    .query((row, n) -> waiting(id, row.getLong(1))).single();
            return assignments.toSomebody(ticket, at).map(Helper::name).orElse("nobody");
        });
    }

    private static Ticket waiting(long id, long conversation) {
        return new Ticket(id, 0, conversation, "scripted", "asked_for_person", "waiting", null, null, null, null, null,
                START, null, null, null, null, null, null, null, null, null);
    }

    private static HandoverSettings settings(boolean inTurn) {
        Duration hour = Duration.ofHours(1);
        return new HandoverSettings(hour, hour, hour, hour, inTurn, hour, hour, hour);
    }
}
