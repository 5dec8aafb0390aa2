package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handover.TicketDeadlines;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A team that is there from Monday to Friday, and customers who wait for it. */
@TestPropertySource(properties = {"parley.office-hours=Mon-Fri 9:00-17:00", "parley.time-zone=Europe/Berlin"})
class OfficeTimeTest extends AgentsAtWork {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String HELLO = "{\"text\":\"Hello, Marta here.\",\"agent\":\"Marta\"}";
    private static final String SORRY = "nobody has come to you yet";

    @Autowired
    TicketDeadlines deadlines;

    @BeforeEach
    void nobodyIsThereOrWaits() {
        jdbc.sql("update agent set state = 'away'").update();
        jdbc.sql("update ticket set state = 'resolved', first_reply_at = null").update();
    }

    @Test
    void saysAtOnceAndOnceWhenTheTeamIsBack() {
        at(DayOfWeek.FRIDAY, "18:00");

        opened();
        assertThat(reads(1).getFirst()).startsWith("Of course.")
                .containsPattern(
                        "\n\nOur team is not there at the moment; it is back on Monday at 9:00 \\(GMT\\+[12]\\)\\."
                                + " The answer will come here\\.$");
        writes(HUMAN);

        assertThat(reads(2).getLast()).doesNotContain("back on");
    }

    @Test
    void callsEverybodyOnceWhenNobodyIsAtTheDesk() {
        at(DayOfWeek.MONDAY, "10:00");
        JsonNode ticket = opened();

        pass(Duration.ofMinutes(14));
        reads(1);
        pass(Duration.ofMinutes(2));

        assertThat(reads(2).getLast()).contains(SORRY, "the answer will come here");
        assertThat(calls(ticket)).hasSize(2).last().asString().contains("has waited for too long");
        pass(Duration.ofHours(3));
        reads(2);
        assertThat(calls(ticket)).hasSize(2);
        assertThat(ticket().path("state").asString()).isEqualTo("waiting");
    }

    @Test
    void countsNoNightsAndWeekendsOfWaiting() {
        at(DayOfWeek.FRIDAY, "16:50");
        opened();

        pass(Duration.ofHours(12));
        at(DayOfWeek.MONDAY, "09:04");
        deadlines.run();
        reads(1);
        pass(Duration.ofMinutes(2));

        assertThat(reads(2).getLast()).contains(SORRY);
    }

    @Test
    void leavesATicketAloneThatSomebodyTookInTime() {
        at(DayOfWeek.MONDAY, "10:00");
        JsonNode ticket = opened();
        ok(act(ticket, "reply", HELLO));
        writes("Thank you, it is about my parcel");

        pass(Duration.ofMinutes(90));

        reads(2);
        assertThat(ticket().path("assignee").asString()).isEqualTo("Marta");
    }

    @Test
    void callsEverybodyAfterTwiceTheTimeThatTheCustomerWasTold() {
        at(DayOfWeek.TUESDAY, "10:00");
        jdbc.sql("update agent set state = 'here' where login = 'admin'").update();
        for (int week = 1; week <= 5; week++) {
            answered(clock.instant().atZone(BERLIN).minusWeeks(week), Duration.ofMinutes(7));
        }

        JsonNode ticket = opened();
        assertThat(reads(1).getFirst()).endsWith("\n\nAn answer will probably take 10 to 15 minutes.");
        pass(Duration.ofMinutes(29));
        reads(1);
        pass(Duration.ofMinutes(2));

        assertThat(reads(2).getLast()).contains(SORRY);
        assertThat(calls(ticket)).hasSize(2).last().asString().contains("has waited for too long");
    }

    @Test
    void callsNobodyForACustomerWhoHasAnAnswerThoughTheTicketIsOpenToEverybody() {
        at(DayOfWeek.MONDAY, "10:00");
        JsonNode ticket = opened();
        ok(act(ticket, "reply", HELLO));
        jdbc.sql("update agent set locked_at = now() where login = 'marta'").update();
        deadlines.run();
        jdbc.sql("update agent set locked_at = null where login = 'marta'").update();
        assertThat(ticket().path("state").asString()).isEqualTo("waiting");

        pass(Duration.ofHours(2));

        reads(2);
        assertThat(calls(ticket)).noneMatch(call -> call.contains("has waited for too long"));
    }

    @Test
    void countsAnAgentsTimeToAnswerInOfficeHours() {
        at(DayOfWeek.FRIDAY, "14:00");
        JsonNode ticket = opened();
        ok(act(ticket, "reply", HELLO));
        writes("Are you still there?");

        pass(Duration.ofHours(40));
        assertThat(ticket().path("state").asString()).isEqualTo("taken");
        at(DayOfWeek.MONDAY, "10:01");
        deadlines.run();

        assertThat(ticket().path("state").asString()).isEqualTo("waiting");
        assertThat(reads(3).getLast()).startsWith("Sorry that you are still waiting");
    }

    private void answered(ZonedDateTime opened, Duration after) {
        jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address, state)
                              values ('scripted', gen_random_uuid(), 'earlier', 'bot') returning id)
                insert into ticket (conversation_id, reason, state, opened_at, first_reply_at, resolved_at)
                select id, 'asked_for_person', 'resolved', :opened, :replied, :replied from talk""")
                .param("opened", Timestamp.from(opened.toInstant()))
                .param("replied", Timestamp.from(opened.plus(after).toInstant())).update();
    }

    /** The next such time on such a day. */
    private void at(DayOfWeek day, String time) {
        ZonedDateTime now = clock.instant().atZone(BERLIN);
        ZonedDateTime then = now.with(TemporalAdjusters.nextOrSame(day)).with(LocalTime.parse(time));
        clock.advance(Duration.between(now, then.isBefore(now) ? then.plusWeeks(1) : then));
    }

    private void pass(Duration time) {
        clock.advance(time);
        deadlines.run();
    }
}
