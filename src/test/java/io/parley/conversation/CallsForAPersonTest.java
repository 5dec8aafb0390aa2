package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.ButtonAction;
import io.parley.channel.InboundEvent.ThreadMoved;
import io.parley.channel.ThreadKey;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.handover.Ending;
import io.parley.handover.Ticket;
import io.parley.handover.Tickets;
import io.parley.support.Team;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The agents' view of a conversation whose person asked for an agent, and the course of its ticket. */
class CallsForAPersonTest extends Talk {
    @Autowired
    Tickets tickets;

    @Test
    void showsAgentsWhatCameAlong() {
        tx(() -> conversations.receive(message("m-alone" + thread.value(), "", null, List.of("label.pdf"))));
        callAPerson(answer(toAnswer(tx(() -> conversations.receive(
                message("m-both" + thread.value(), "It came broken.", null, List.of("photo"))))), "Oh."));

        assertThat(ticket().question()).isEqualTo("It came broken.\n[photo]");
        assertThat(tickets.find(ticket().id()).orElseThrow().messages()).extracting(TranscriptLine::text)
                .contains("[label.pdf]", "It came broken.\n[photo]");
    }

    @Test
    void showsOnTheTicketWhatWasSaidBeforeAPersonWasCalledByButton() {
        long first = answer(toAnswer(hear("My parcel arrived wet.")), "Oh.");
        callAPerson(first);

        assertThat(ticket().question()).isEqualTo("My parcel arrived wet.");
    }

    @Test
    void keepsTheTicketOfAThreadThatMovesToWhereSomethingWasSaid() {
        callAPerson(answer(toAnswer(hear("My parcel arrived wet.")), "Oh."));
        Ticket before = ticket();
        ThreadKey from = thread;
        thread = new ThreadKey(ScriptedChannel.NAME, from.value() + "-after");
        hear("Hello from the new place");

        tx(() -> conversations.move(new ThreadMoved(from, thread, address())));

        assertThat(ticket().id()).isEqualTo(before.id());
        assertThat(tickets.reply(before.id(), Team.by(jdbc, "Marta"), "We send another.", null)).isPresent();
        assertThat(history.of(thread, ann)).extracting(HistoryEntry::text).contains("We send another.");
        assertThat(tickets.resolve(before.id(), Team.takingOver(jdbc, "Marta"), Ending.PLAIN)).isPresent();
    }

    @Test
    void keepsOneTicketWhereBothThreadsOfAMoveHaveOne() {
        callAPerson(answer(toAnswer(hear("My parcel arrived wet.")), "Oh."));
        Ticket before = ticket();
        ThreadKey from = thread;
        thread = new ThreadKey(ScriptedChannel.NAME, from.value() + "-after");
        callAPerson(answer(toAnswer(hear("It is still wet.")), "Oh."));

        tx(() -> conversations.move(new ThreadMoved(from, thread, address())));

        assertThat(tickets.unresolved()).noneMatch(ticket -> ticket.id() == before.id());
        assertThat(ticket().question()).isEqualTo("It is still wet.");
        assertThat(tickets.resolve(before.id(), Team.takingOver(jdbc, "Marta"), Ending.PLAIN)).isPresent();
    }

    @Test
    void takesTheConversationBeforeItsTicketAsAResetDoes() {
        callAPerson(answer(toAnswer(hear("My parcel arrived wet.")), "Oh."));
        Ticket waiting = ticket();

        CompletableFuture<?> reply = tx(() -> {
            jdbc.sql("select id from conversation where id = ? for update").param(waiting.conversationId())
                    .query(Long.class).single();
            CompletableFuture<?> begun = CompletableFuture
                    .supplyAsync(() -> tickets.reply(waiting.id(), Team.by(jdbc, "Marta"), "Hello.", null));
            await().until(this::somebodyWaitsForALock);
            jdbc.sql("select id from ticket where id = ? for update nowait").param(waiting.id()).query(Long.class)
                    .single();
            return begun;
        });

        assertThat(reply).succeedsWithin(java.time.Duration.ofSeconds(20));
    }

    private boolean somebodyWaitsForALock() {
        return jdbc.sql("""
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'""").query(Integer.class).single() > 0;
    }

    private Ticket ticket() {
        return tickets.unresolved().stream().filter(ticket -> ticket.conversationId() == conversation()).findFirst()
                .orElseThrow();
    }

    private void callAPerson(long answer) {
        long messageId = toAnswer(press(answer, new ButtonAction.PersonWanted()));
        answerAsTheBotDoes(messageId);
    }
}
