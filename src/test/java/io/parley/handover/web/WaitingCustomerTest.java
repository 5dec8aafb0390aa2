package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.handover.TicketDeadlines;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class WaitingCustomerTest extends AgentsAtWork {
    private static final String HELLO = "{\"text\":\"Hello, Marta here.\",\"agent\":\"Marta\"}";
    private static final String URGENT = "Are you still there? It is urgent";

    @Autowired
    TicketDeadlines deadlines;

    @Test
    void callsTheAgentWhoHasTheTicketOnceUntilSomebodyReplies() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", HELLO));
        assertThat(ticket().has("waitsSince")).isFalse();
        assertThat(calls(ticket)).hasSize(1);

        writes(URGENT);
        writes("Hello?");
        clock.advance(Duration.ofHours(1));
        writes("Anybody?");

        assertThat(calls(ticket)).hasSize(2).last().asString().contains("Marta", URGENT);
        ok(act(ticket, "reply", HELLO));
        writes("Thanks. One more thing");
        assertThat(calls(ticket)).hasSize(3);
    }

    @Test
    void callsAgainWhenACustomerWritesAndNobodyHasComeForAWhile() {
        JsonNode ticket = opened();
        writes("It is about my order");
        assertThat(calls(ticket)).as("nobody could come so soon").hasSize(1);

        clock.advance(Duration.ofMinutes(11));
        writes(URGENT);
        writes("Hello?");

        assertThat(calls(ticket)).hasSize(2).last().asString().contains("nobody has taken it", URGENT);
    }

    @Test
    void showsWhatWasWrittenSince() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", HELLO));
        Instant before = clock.instant();

        writes(URGENT);

        JsonNode listed = ok(get("/api/tickets?state=taken")).get(0);
        assertThat(listed.path("id")).isEqualTo(ticket.path("id"));
        assertThat(Instant.parse(listed.path("lastCustomerMessageAt").asString())).isAfterOrEqualTo(before);
        assertThat(Instant.parse(listed.path("waitsSince").asString())).isAfterOrEqualTo(before);
        assertThat(listed.path("lastCustomerMessage").asString()).isEqualTo(URGENT);
        JsonNode messages = view(ticket.path("id").asLong()).path("turns");
        assertThat(messages.get(messages.size() - 1).path("text").asString()).isEqualTo(URGENT);
    }

    @Test
    void takesWordsThatWereTakenBackFromWhatAgentsWereTold() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", HELLO));
        String secret = writes("My number is 0117 496 0000");
        assertThat(calls(ticket).getLast()).contains("0117");

        play("delete", secret, "");

        assertThat(calls(ticket)).hasSize(2).noneMatch(call -> call.contains("0117"));
    }

    @Test
    void leavesTheCallOfANewTicketAloneWhenTheWordsThatLedToItAreTakenBack() {
        JsonNode former = opened();
        ok(act(former, "resolve", "{}"));
        String words = writes(HUMAN);
        JsonNode ticket = ticket();
        assertThat(calls(ticket)).hasSize(1);

        play("delete", words, "");

        assertThat(calls(ticket)).singleElement().asString().contains("waits for a person");
        assertThat(calls(former)).singleElement().asString().contains("waits for a person");
    }

    @Test
    void givesATicketBackThatItsAgentForgot() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", HELLO));
        writes(URGENT);
        reads(2);

        pass(Duration.ofHours(3));
        assertThat(ticket().path("state").asString()).isEqualTo("taken");
        writes("Hello?");
        pass(Duration.ofMinutes(61));

        JsonNode given = ticket();
        assertThat(given.path("state").asString()).isEqualTo("waiting");
        assertThat(given.has("assignee")).isFalse();
        assertThat(reads(3).getLast()).startsWith("Sorry that you are still waiting");
        assertThat(calls(ticket)).hasSize(3).last().asString().contains("Marta", "everybody", "Hello?");
        writes(PASSWORD_QUESTION);
        assertThat(reads(4).getLast()).containsIgnoringCase("password");
        pass(Duration.ofHours(5));
        reads(4);
    }

    @Test
    void givesTheCustomerBackToTheBotWhenNobodyComes() {
        JsonNode ticket = opened();

        pass(Duration.ofHours(71));
        assertThat(ticket().path("state").asString()).isEqualTo("waiting");
        pass(Duration.ofHours(2));

        assertThat(ticket().path("state").asString()).isEqualTo("resolved");
        assertThat(ticket().path("resolvedBy").asString()).isEqualTo("nobody");
        assertThat(reads(2).getLast()).contains("nobody from our team could come");
        writes(PASSWORD_QUESTION);
        assertThat(reads(3).getLast()).containsIgnoringCase("password").doesNotContain("will still come");
        assertThat(opened().path("id")).isNotEqualTo(ticket.path("id"));
    }

    @Test
    void closesATicketWhoseCustomerSaysNothingToAnAgentsWord() {
        JsonNode ticket = opened();
        pass(Duration.ofHours(70));
        ok(act(ticket, "reply", HELLO));

        pass(Duration.ofHours(71));
        assertThat(ticket().path("state").asString()).isEqualTo("taken");
        pass(Duration.ofHours(2));

        assertThat(ticket().path("resolvedBy").asString()).isEqualTo("silence");
        assertThat(reads(3).getLast()).contains("your request is closed");
        writes(PASSWORD_QUESTION);
        assertThat(reads(4).getLast()).containsIgnoringCase("password");
    }

    @Test
    void countsADeadlineAnewFromWhatAnAgentDoes() {
        JsonNode ticket = opened();
        pass(Duration.ofHours(71));
        ok(act(ticket, "take", "{\"agent\":\"Marta\"}"));
        pass(Duration.ofHours(3));
        ok(act(ticket, "take", "{\"agent\":\"Bob\",\"takeOver\":true}"));
        pass(Duration.ofHours(3));

        assertThat(ticket().path("assignee").asString()).isEqualTo("Bob");
        pass(Duration.ofHours(2));
        assertThat(ticket().path("state").asString()).isEqualTo("waiting");
    }

    @Test
    void looksAfterManyForgottenTicketsOnceWhoeverElseDoes() {
        jdbc.sql(
                """
                        with talks as (
                            insert into conversation (channel, thread, address, state)
                            select 'scripted', gen_random_uuid(), 'forgotten', 'with_agent' from generate_series(1, 250)
                            returning id),
                        questions as (
                            insert into message (conversation_id, author, text, said_at, channel)
                            select id, 'participant', 'many', now(), 'scripted' from talks returning id, conversation_id)
                        insert into ticket (conversation_id, message_id, reason, state, opened_at, taken_by, waits_since, idle_since)
                        select conversation_id, id, 'asked_for_person', 'taken', now(), 'Marta', now(), :then from questions""")
                .param("then", Timestamp.from(clock.instant().minus(Duration.ofHours(5)))).update();

        Stream.generate(() -> CompletableFuture.runAsync(deadlines::run)).limit(2).toList()
                .forEach(CompletableFuture::join);

        assertThat(jdbc.sql("""
                select count(*) from ticket t join conversation c on c.id = t.conversation_id
                where c.address = 'forgotten' and c.state = 'waiting' and t.state = 'waiting'""").query(Integer.class)
                .single()).isEqualTo(250);
        assertThat(jdbc.sql("select count(*) from message where text like 'Sorry that you are still%' "
                + "and conversation_id in (select id from conversation where address = 'forgotten')")
                .query(Integer.class).single()).isEqualTo(250);
        await().until(() -> channel.transcript("forgotten").size() == 250);
    }

    /** Time passes, and what is due is done. */
    private void pass(Duration time) {
        clock.advance(time);
        deadlines.run();
    }
}
