package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.actor.Actor;
import io.parley.actor.Helper;
import io.parley.handover.AgentAct;
import io.parley.handover.TicketDeadlines;
import io.parley.handover.TicketSnoozes;
import io.parley.handover.Tickets;
import io.parley.security.AccountChange;
import io.parley.security.Accounts;
import io.parley.security.Agent;
import io.parley.security.Agents;
import io.parley.security.ApiKeys;
import io.parley.security.Scope;
import io.parley.support.Team;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tickets of agents who work here no more, and of programs whose key was revoked. */
class LeftAgentsTest extends AgentsAtWork {
    private static final String MARTA = "{\"agent\":\"Marta\"}";
    private static final String MARTAS_WORD = "{\"text\":\"It costs 20 pounds.\",\"agent\":\"Marta\"}";

    @Autowired
    TicketDeadlines deadlines;

    @Autowired
    TicketSnoozes snoozes;

    @Autowired
    Tickets tickets;

    @Autowired
    Accounts accounts;

    @Autowired
    Agents agents;

    @Autowired
    ApiKeys keys;

    private Agent admin;
    private long marta;

    @BeforeEach
    void martaWorksHere() {
        admin = agents.find("admin").orElseThrow();
        marta = agents.find("marta").orElseThrow().id();
    }

    @AfterEach
    void martaComesBack() {
        accounts.unlock(marta, admin);
    }

    private void isEverybodys(JsonNode ticket) {
        await().until(() -> ticket().path("state").asString().equals("waiting"));
        assertThat(jdbc.sql("""
                select count(*) from ticket
                where id = ? and assignee is null and program is null and taken_by is null and snoozed_until is null""")
                .param(ticket.path("id").asLong()).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void areEverybodysAtOnceAndACustomerWhoWaitsHearsOfIt() {
        JsonNode ticket = opened();
        ok(act(ticket, "take", MARTA));
        writes("Are you there?");
        reads(2);

        assertThat(accounts.lock(marta, admin)).isEqualTo(AccountChange.DONE);

        isEverybodys(ticket);
        assertThat(reads(3).getLast()).startsWith("Sorry that you are still waiting");
        assertThat(calls(ticket)).last().asString().contains("still waits", "Marta had it", "Are you there?");
        ok(act(ticket, "take", "{\"agent\":\"Bob\"}"));
        assertThat(ticket().path("assignee").asString()).isEqualTo("Bob");
    }

    @Test
    void areEverybodysWithoutAWordToACustomerWhoHasAnAnswer() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", MARTAS_WORD));
        reads(2);

        assertThat(accounts.remove(marta, admin)).isEqualTo(AccountChange.DONE);

        isEverybodys(ticket);
        assertThat(calls(ticket)).last().asString().contains("Marta had it", "has an answer");
        reads(2);
        clock.advance(Duration.ofDays(4));
        deadlines.run();
        assertThat(ticket().path("resolvedBy").asString()).isEqualTo("silence");
        assertThat(reads(3).getLast()).contains("quiet here");
    }

    @Test
    void areOnTheListThoughTheyWerePutOff() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", MARTAS_WORD));
        snoozes.snooze(ticket.path("id").asLong(), Team.by(jdbc, "Marta"), TicketSnoozes.UNTIL_A_MESSAGE);

        accounts.lock(marta, admin);

        isEverybodys(ticket);
    }

    @Test
    void ofWhomNobodyKnowsMoreThanANameAreTakenByThoseWhoMeanTo() {
        JsonNode ticket = opened();
        jdbc.sql("update ticket set state = 'taken', taken_by = 'Somebody' where id = ?")
                .param(ticket.path("id").asLong())
                .update();

        assertThat(act(ticket, "reply", MARTAS_WORD).statusCode()).isEqualTo(409);
        ok(act(ticket, "take", "{\"agent\":\"marta\",\"takeOver\":true}"));
        assertThat(ticket().path("assignee").asString()).isEqualTo("Marta");
    }

    @Test
    void areFoundLaterWhenAProcessEndedInBetween() {
        JsonNode ticket = opened();
        ok(act(ticket, "take", MARTA));

        jdbc.sql("update agent set locked_at = now() where id = ?").param(marta).update();
        deadlines.run();

        isEverybodys(ticket);
        jdbc.sql("update agent set locked_at = null where id = ?").param(marta).update();
        ok(act(ticket, "take", MARTA));
        jdbc.sql("delete from agent where id = ?").param(marta).update();
        deadlines.run();
        isEverybodys(ticket);
    }

    @Test
    void stayWithThoseWhoHaveThemNow() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", MARTAS_WORD));
        ok(act(ticket, "take", "{\"agent\":\"Bob\",\"takeOver\":true}"));

        accounts.lock(marta, admin);
        deadlines.run();

        assertThat(ticket().path("assignee").asString()).isEqualTo("Bob");
    }

    @Test
    void ofProgramsAreEverybodysOnceTheirKeyIsRevoked() {
        JsonNode ticket = opened();
        assertThat(keys.make("crm", Set.of(Scope.TICKETS_WRITE), admin)).isPresent();
        long key = jdbc.sql("select max(id) from api_key").query(Long.class).single();
        Helper crm = new Helper(new Actor.Program(key), "key:crm", "crm");
        tickets.take(ticket.path("id").asLong(), AgentAct.of(crm));
        deadlines.run();
        assertThat(ticket().path("assignee").asString()).isEqualTo("crm");

        assertThat(keys.revoke(key, admin)).isTrue();

        isEverybodys(ticket);
    }
}
