package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handover.TicketDeadlines;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tickets that agents are given. */
class AssignmentTest extends AgentsAtWork {
    private static final String TO_BOB = "{\"to\":\"Bob\"}";
    private static final String BOBS_WORD = "{\"text\":\"Hello, Bob here.\",\"agent\":\"bob\"}";

    @Autowired
    TicketDeadlines deadlines;

    @BeforeEach
    void bobAndMartaWorkHere() {
        jdbc.sql("update agent set name = 'Bob B.' where login = 'bob'").update();
        jdbc.sql("update agent set state = 'away', assigned_at = null").update();
        jdbc.sql("update ticket set state = 'resolved', first_reply_at = null where state <> 'resolved'").update();
    }

    @Test
    void isTheAgentsAndTheCustomerHearsOfItWhenTheAgentWrites() {
        JsonNode ticket = opened();

        JsonNode given = ok(act(ticket, "assign", TO_BOB));

        assertThat(given.path("assignee").asString()).isEqualTo("Bob B.");
        assertThat(given.path("state").asString()).isEqualTo("taken");
        reads(1);
        writes(PASSWORD_QUESTION);
        assertThat(reads(2).getLast()).as("until an agent writes, the bot answers").containsIgnoringCase("password");
        ok(act(ticket, "reply", BOBS_WORD));
        assertThat(reads(3).getLast()).contains("Bob here");
        writes(PASSWORD_QUESTION);
        clock.advance(Duration.ofMinutes(11));
        deadlines.run();
        reads(3);
        assertThat(ticket().path("assignee").asString()).isEqualTo("Bob B.");
    }

    @Test
    void waitsForEverybodyAgainWhenTheAgentDoesNotBegin() {
        JsonNode ticket = opened();
        ok(act(ticket, "assign", TO_BOB));

        clock.advance(Duration.ofMinutes(9));
        deadlines.run();
        assertThat(ticket().path("state").asString()).isEqualTo("taken");
        clock.advance(Duration.ofMinutes(2));
        deadlines.run();

        assertThat(ticket().path("state").asString()).isEqualTo("waiting");
        assertThat(reads(2).getLast()).startsWith("Sorry that you are still waiting");
        assertThat(calls(ticket)).hasSize(2).last().asString().contains("Bob B. had it");
    }

    @Test
    void tellsTheCustomerWhenTheAgentBeginsByTakingIt() {
        JsonNode ticket = opened();
        ok(act(ticket, "assign", TO_BOB));

        ok(act(ticket, "take", "{\"agent\":\"bob\"}"));
        ok(act(ticket, "take", "{\"agent\":\"bob\"}"));

        assertThat(reads(2).getLast()).startsWith("Bob B. from our team");
        clock.advance(Duration.ofMinutes(11));
        deadlines.run();
        assertThat(ticket().path("assignee").asString()).isEqualTo("Bob B.");
    }

    @Test
    void refusesAnUnknownAgentAndATicketOfAnother() {
        JsonNode ticket = opened();
        HttpResponse<String> unknown = act(ticket, "assign", "{\"to\":\"nobody\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(body(unknown).path("field").asString()).isEqualTo("to");
        jdbc.sql("update agent set locked_at = now() where login = 'marta'").update();
        assertThat(act(ticket, "assign", "{\"to\":\"marta\"}").statusCode()).as("locked out").isEqualTo(400);
        jdbc.sql("update agent set locked_at = null where login = 'marta'").update();

        ok(act(ticket, "take", "{\"agent\":\"Marta\"}"));
        HttpResponse<String> refused = act(ticket, "assign", TO_BOB);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(body(refused).path("assignee").asString()).isEqualTo("Marta");
        assertThat(ok(act(ticket, "assign", "{\"to\":\"bob\",\"takeOver\":true}")).path("assignee").asString())
                .isEqualTo("Bob B.");
    }

    @Test
    void goesToWhoHelpedWithinTheDayIfTheyAreThereAndElseWaitsForEverybody() {
        JsonNode first = opened();
        ok(act(first, "assign", TO_BOB));
        ok(act(first, "reply", BOBS_WORD));
        ok(act(first, "resolve", "{}"));
        isHere("bob", "marta");

        JsonNode second = opened();
        assertThat(second.path("assignee").asString()).isEqualTo("Bob B.");
        ok(act(second, "reply", BOBS_WORD));
        ok(act(second, "resolve", "{}"));
        isHere("marta");
        JsonNode third = opened();
        assertThat(third.has("assignee")).as("giving in turn is off").isFalse();
        ok(act(third, "reply", "{\"text\":\"Marta again.\",\"agent\":\"Marta\"}"));
        ok(act(third, "resolve", "{}"));
        clock.advance(Duration.ofHours(25));

        assertThat(opened().has("assignee")).isFalse();
    }

    private void isHere(String... logins) {
        jdbc.sql("update agent set state = case when login = any(?) then 'here' else 'away' end")
                .params((Object) logins).update();
    }
}
