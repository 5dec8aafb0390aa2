package io.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.channel.scripted.ScriptedChannel.Line;
import io.parley.handover.Ending;
import io.parley.handover.Ticket;
import io.parley.handover.Tickets;
import io.parley.support.ParleyTest;
import io.parley.support.Team;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A customer whom an agent helped is asked once how that was. */
@ParleyTest
@Import(ScriptedChannel.class)
class SurveyTest {
    private static final String HOURS = "What are your opening hours?";

    @Autowired
    ScriptedChannel channel;

    @Autowired
    InboundSink sink;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Tickets tickets;

    private Script ann;
    private long ticket;

    @BeforeEach
    void openATicket() {
        jdbc.sql("delete from usage_count").update();
        ann = new Script(channel, sink);
        ann.say("I want to talk to a human please");
        reads("will answer", 1);
        ticket = tickets.unresolved().stream().mapToLong(Ticket::id).max().orElseThrow();
    }

    private List<String> seen() {
        return channel.transcript(ann.thread());
    }

    private void reads(String text, int atLeast) {
        await().until(() -> seen().size() >= atLeast);
        assertThat(seen()).as(text).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    private void helped() {
        tickets.reply(ticket, Team.by(jdbc, "Marta"), "Hello.", null);
        tickets.resolve(ticket, Team.takingOver(jdbc, "Marta"), Ending.PLAIN);
        await().until(() -> seen().getLast().contains("How was the help"));
    }

    private String survey() {
        return jdbc.sql("select message_id::text from csat where ticket_id = ?").param(ticket).query(String.class)
                .single();
    }

    private String score() {
        return jdbc.sql("""
                select coalesce(score::text, '-') || coalesce(' ' || via, '') || coalesce(' ' || comment, '')
                from csat where ticket_id = ?""").param(ticket).query(String.class).optional().orElse("not asked");
    }

    private void outcome(String event, String expected) {
        await().until(() -> jdbc
                .sql("select coalesce(outcome, '') from inbox where key = ?").param(event).query(String.class)
                .optional().orElse("").equals(expected));
    }

    private void press(String person, String thread, String answer, String choice) {
        String id = "survey-press-" + System.nanoTime();
        sink.store(List.of(channel.raw(new Line("choose", thread, person, id, answer, choice,
                InstantSource.system().instant()))));
        await().until(() -> jdbc.sql("select state = 'done' from inbox where key = ?")
                .param("choose:" + id).query(Boolean.class).optional().orElse(false));
    }

    @Test
    void aPressIsAScoreAndASecondOneChangesIt() {
        helped();
        assertThat(seen().getLast()).contains("Your request is closed");

        press("ann", ann.thread(), survey(), "4");
        assertThat(score()).isEqualTo("4 button");
        press("ann", ann.thread(), survey(), "2");

        assertThat(score()).isEqualTo("2 button");
        await().until(() -> seen().getLast().contains("Thank you for telling us"));
        assertThat(seen().stream().filter(text -> text.contains("Thank you for telling us"))).hasSize(1);
    }

    @Test
    void aNumberIsAScoreUntilSomethingElseIsSaid() {
        helped();

        outcome("message:" + ann.say("5\nVery quick"), "score");
        assertThat(score()).isEqualTo("5 text Very quick");
        outcome("message:" + ann.say("4"), "score");
        assertThat(score()).isEqualTo("4 text Very quick");
        outcome("message:" + ann.say(HOURS), "answered");
        outcome("message:" + ann.say("1"), "answered");

        assertThat(score()).isEqualTo("4 text Very quick");
    }

    @Test
    void aQuestionIsNoScore() {
        helped();

        outcome("message:" + ann.say(HOURS), "answered");
        outcome("message:" + ann.say("5 lamps please"), "answered");

        assertThat(score()).isEqualTo("-");
    }

    @Test
    void aStrangerCannotScore() {
        helped();

        press("sam", ann.thread(), survey(), "1");
        press("ann", "another-thread", survey(), "1");

        assertThat(score()).isEqualTo("-");
    }

    @Test
    void nobodyIsAskedWhomNobodyHelpedOrWhoCannotBeReachedOrWhereTheAgentSaysNo() {
        tickets.resolve(ticket, Team.takingOver(jdbc, "Marta"), Ending.PLAIN);
        assertThat(score()).isEqualTo("not asked");

        openATicket();
        tickets.reply(ticket, Team.by(jdbc, "Marta"), "Hello.", null);
        tickets.resolve(ticket, Team.by(jdbc, "Marta"), new Ending(null, false));
        assertThat(score()).isEqualTo("not asked");

        openATicket();
        tickets.reply(ticket, Team.by(jdbc, "Marta"), "Hello.", null);
        jdbc.sql("update conversation set reachable = false where thread = ?").param(ann.thread()).update();
        tickets.resolve(ticket, Team.takingOver(jdbc, "Marta"), Ending.PLAIN);
        assertThat(score()).isEqualTo("not asked");
    }
}
