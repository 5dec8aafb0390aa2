package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handover.TicketDeadlines;
import io.parley.handover.web.AgentsAtWork;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class AgentRepliesTest extends AgentsAtWork {
    private static final String HELLO = "{\"text\":\"Hello, Marta here.\",\"agent\":\"Marta\"}";

    @Autowired
    TicketDeadlines deadlines;

    @Test
    void sendsOneMessageForTheSameKeyAndGivesTheSameAnswer() {
        JsonNode ticket = opened();

        JsonNode first = ok(act(ticket, "reply", HELLO, "k1"));
        assertThat(ok(act(ticket, "reply", HELLO, "k1"))).isEqualTo(first);
        reads(2);
        ok(act(ticket, "reply", HELLO, "k2"));
        assertThat(reads(3)).endsWith("Hello, Marta here.", "Hello, Marta here.");
        ok(act(ticket, "resolve", "{}"));
        assertThat(ok(act(ticket, "reply", HELLO, "k1")).path("state").asString()).isEqualTo("resolved");
        reads(4);
    }

    @Test
    void sendsOneMessageWhenTheSameKeyComesTwiceAtOnce() {
        JsonNode ticket = opened();

        List<Integer> answers = Stream
                .generate(
                        () -> CompletableFuture.supplyAsync(() -> act(ticket, "reply", HELLO, "at-once").statusCode()))
                .limit(8).toList().stream().map(CompletableFuture::join).toList();

        assertThat(answers).containsOnly(200);
        reads(2);
    }

    @Test
    void takesAKeyForOneTextAndOneTicket() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", HELLO, "k"));

        HttpResponse<String> other = act(ticket, "reply", "{\"text\":\"Something else\",\"agent\":\"Marta\"}", "k");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(body(other).path("detail").asString()).contains("Idempotency-Key");
        reads(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "tab\tbetween"})
    void refusesAKeyThatIsNone(String key) {
        assertThat(act(opened(), "reply", HELLO, key).statusCode()).isEqualTo(400);
        assertThat(act(opened(), "reply", HELLO, "k".repeat(201)).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesASecondAgentUnlessTheySayThatTheyTakeItOver() {
        JsonNode ticket = opened();
        JsonNode martas = ok(act(ticket, "reply", HELLO));
        assertThat(martas.path("assignee").asString()).isEqualTo("Marta");

        HttpResponse<String> refused = act(ticket, "reply", "{\"text\":\"Bob here.\",\"agent\":\"Bob\"}");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(body(refused).path("assignee").asString()).isEqualTo("Marta");
        assertThat(body(refused).path("revision").asInt()).isEqualTo(martas.path("revision").asInt());
        assertThat(body(refused).path("detail").asString()).contains("Marta", "takeOver");
        reads(2);
        JsonNode bobs = ok(act(ticket, "reply", "{\"text\":\"Bob here.\",\"agent\":\"Bob\",\"takeOver\":true}"));
        assertThat(bobs.path("assignee").asString()).isEqualTo("Bob");
        assertThat(reads(3)).endsWith("Bob here.");
    }

    @Test
    void refusesWhatRestsOnAnOlderRevision() {
        JsonNode ticket = opened();
        int seen = ticket.path("revision").asInt();
        ok(act(ticket, "reply", "{\"text\":\"Hello.\",\"agent\":\"Marta\",\"revision\":" + seen + "}"));

        for (String verb : List.of("take", "hand-back", "resolve")) {
            assertThat(act(ticket, verb, "{\"agent\":\"Marta\",\"revision\":" + seen + "}").statusCode()).as(verb)
                    .isEqualTo(409);
        }
        assertThat(ticket().path("state").asString()).isEqualTo("taken");
    }

    @Test
    void tellsTheCustomerWhoTookTheTicketAndIsSilentUntilItIsHandedBack() {
        JsonNode ticket = opened();

        JsonNode taken = ok(act(ticket, "take", "{\"agent\":\"Marta\"}"));
        assertThat(taken.path("state").asString()).isEqualTo("taken");
        assertThat(taken.has("waitsSince")).as("nobody has answered yet").isTrue();
        assertThat(reads(2).getLast()).contains("Marta");
        ok(act(ticket, "take", "{\"agent\":\"Marta\"}"));
        assertThat(act(ticket, "take", "{\"agent\":\"Bob\"}").statusCode()).isEqualTo(409);
        writes(PASSWORD_QUESTION);
        reads(2);

        assertThat(act(ticket, "hand-back", "{\"agent\":\"Bob\"}").statusCode()).isEqualTo(409);
        JsonNode back = ok(act(ticket, "hand-back", "{\"agent\":\"Marta\"}"));
        assertThat(back.path("state").asString()).isEqualTo("resolved");
        assertThat(reads(3).getLast()).contains("the bot again");
        writes(PASSWORD_QUESTION);
        assertThat(reads(4).getLast()).containsIgnoringCase("password");
        assertThat(ok(act(ticket, "hand-back", "")).path("state").asString()).isEqualTo("resolved");
        assertThat(act(ticket, "take", "").statusCode()).isEqualTo(409);
        reads(4);
    }

    @Test
    void forgetsKeysThatNobodyUsesAnyMore() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", HELLO, "old"));

        clock.advance(Duration.ofHours(23));
        deadlines.run();
        assertThat(keys(ticket)).isEqualTo(1);
        clock.advance(Duration.ofHours(2));
        deadlines.run();
        assertThat(keys(ticket)).isZero();
    }

    private int keys(JsonNode ticket) {
        return jdbc.sql("select count(*) from ticket_reply where ticket_id = ?").param(ticket.path("id").asLong())
                .query(Integer.class).single();
    }
}
