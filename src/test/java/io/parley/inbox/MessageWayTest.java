package io.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.handover.Ending;
import io.parley.handover.Ticket;
import io.parley.handover.Tickets;
import io.parley.support.ParleyTest;
import io.parley.support.Team;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParleyTest(properties = "parley.outbox.first-retry=20ms")
@Import(ScriptedChannel.class)
class MessageWayTest {
    private static final String PASSWORD = "How do I reset my password?";
    private static final String HOURS = "What are your opening hours?";

    @Autowired
    ScriptedChannel channel;

    @Autowired
    InboundSink sink;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Tickets tickets;

    Script ann;

    @BeforeEach
    void meet() {
        ann = new Script(channel, sink);
    }

    @AfterEach
    void behave() {
        channel.behave(delivery -> {});
        channel.behaveAfterwards(delivery -> {});
    }

    @Test
    void answersAQuestionFromTheFaq() {
        ann.say(PASSWORD);

        assertThat(seen(1).getFirst()).containsIgnoringCase("password");
        assertThat(jdbc.sql("select source from message where id = ?").param(lastAnswer()).query(String.class).single())
                .isEqualTo("faq");
    }

    @Test
    void answersOnceWhenTheServiceDeliversTwice() {
        Script.Doubled doubled = ann.sayTwice(PASSWORD);
        ann.say(HOURS);

        assertThat(seen(2)).hasSize(2);
        assertThat(doubled.newOnes()).isEqualTo(1);
    }

    @Test
    void answersInTheOrderOfTheQuestions() {
        for (int i = 0; i < 10; i++) {
            ann.say(i % 2 == 0 ? PASSWORD : HOURS);
        }

        List<String> seen = seen(10);
        assertThat(seen.get(0)).isNotEqualTo(seen.get(1));
        assertThat(seen).containsExactly(seen.get(0), seen.get(1), seen.get(0), seen.get(1), seen.get(0), seen.get(1),
                seen.get(0), seen.get(1), seen.get(0), seen.get(1));
    }

    @Test
    void answersAnEditedQuestionInPlaceAndKeepsTheFirstText() {
        String message = ann.say(PASSWORD);
        String first = seen(1).getFirst();

        ann.edit(message, HOURS);

        await().untilAsserted(() -> assertThat(channel.transcript(ann.thread())).hasSize(1).doesNotContain(first));
        assertThat(jdbc.sql("select original_text || '|' || text from message where external_id = ?").param(message)
                .query(String.class).single()).isEqualTo(PASSWORD + "|" + HOURS);
    }

    @Test
    void defersAnEditThatArrivesBeforeItsOriginal() {
        ann.edit("late-" + ann.thread(), HOURS);
        await().until(() -> stateOfLastEvent().equals("deferred"));

        ann.say("late-" + ann.thread(), PASSWORD);

        Script bob = new Script(channel, sink);
        bob.say(HOURS);
        await().untilAsserted(() -> assertThat(channel.transcript(bob.thread())).hasSize(1));
        await().untilAsserted(
                () -> assertThat(channel.transcript(ann.thread())).isEqualTo(channel.transcript(bob.thread())));
        assertThat(stateOfLastEvent()).isEqualTo("done");
        assertThat(jdbc.sql("select revision || '|' || text from message where external_id = ?")
                .param("late-" + ann.thread()).query(String.class).single()).isEqualTo("1|" + HOURS);
    }

    @Test
    void takesTheAnswerAwayWithADeletedQuestion() {
        String message = ann.say(PASSWORD);
        seen(1);

        ann.delete(message);

        await().untilAsserted(() -> assertThat(channel.transcript(ann.thread())).isEmpty());
        assertThat(
                jdbc.sql("select text from message where external_id = ?").param(message).query(String.class).single())
                .isEmpty();
    }

    @Test
    void countsAReactionAndItsWithdrawal() {
        ann.say(PASSWORD);
        seen(1);
        String message = lastMessage();

        ann.react(message, "👎🏽");
        await().untilAsserted(() -> assertThat(vote()).isEqualTo(-1));
        ann.react(message, "👍");
        await().untilAsserted(() -> assertThat(vote()).isEqualTo(1));
        ann.unreact(message, "👍");
        await().untilAsserted(() -> assertThat(vote()).isEqualTo(-1));
        ann.unreact(message, "👎🏽");
        await().untilAsserted(() -> assertThat(vote()).isEqualTo(0));

        assertThat(jdbc.sql("select vote from verdict_history where message_id = ? order by id").param(lastAnswer())
                .query(Integer.class).list()).containsExactly(-1, 1, -1, 0);
    }

    @Test
    void refusesAVoteFromAnotherThread() {
        ann.say(PASSWORD);
        seen(1);
        long answer = lastAnswer();
        Script bob = new Script(channel, sink);
        bob.say(PASSWORD);

        bob.press("vote", Long.toString(answer), "1");

        await().until(() -> outcomeOfLastEvent(bob).equals("vote on an unknown answer"));
        assertThat(
                jdbc.sql("select count(*) from verdict where message_id = ?").param(answer).query(Long.class).single())
                .isZero();
    }

    @Test
    void handsOverStaysSilentAndComesBack() {
        ann.say("I want to talk to a human please");
        assertThat(seen(1)).hasSize(1);
        long ticket = tickets.unresolved().stream().mapToLong(Ticket::id).max().orElseThrow();

        ann.say(PASSWORD);
        assertThat(seen(2).get(1)).containsIgnoringCase("password");

        tickets.reply(ticket, Team.by(jdbc, "Marta"), "Hello, this is Marta.", null);
        assertThat(seen(3).get(2)).contains("Hello, this is Marta.");
        ann.say(HOURS);
        await().until(() -> outcomeOfLastEvent(ann).startsWith("left to the person"));

        tickets.resolve(ticket, Team.takingOver(jdbc, "Marta"), Ending.PLAIN);
        assertThat(seen(4)).hasSize(4);
        ann.say(HOURS);
        assertThat(seen(5)).hasSize(5);
    }

    @Test
    void endsAPersonsTurnWhenTheCustomerStartsOver() {
        ann.say("I want to talk to a human please");
        seen(1);
        long ticket = tickets.unresolved().stream().mapToLong(Ticket::id).max().orElseThrow();
        tickets.reply(ticket, Team.by(jdbc, "Marta"), "Hello.", null);
        seen(2);

        ann.reset();

        seen(3);
        assertThat(tickets.unresolved()).noneMatch(t -> t.id() == ticket);
        ann.say(PASSWORD);
        assertThat(seen(4).get(3)).containsIgnoringCase("password");
    }

    @Test
    void triesAgainAfterATransientFailureAndKeepsTheOrder() {
        AtomicInteger failures = new AtomicInteger(3);
        channel.behave(delivery -> {
            if (failures.getAndDecrement() > 0) {
                throw new TransientDeliveryFailure("down", Duration.ofMillis(10));
            }
        });
        ann.say(PASSWORD);
        ann.say(HOURS);

        assertThat(seen(2).getFirst()).containsIgnoringCase("password");
    }

    @Test
    void asksTheServiceAfterAnUnknownResult() {
        AtomicInteger losses = new AtomicInteger(1);
        channel.behaveAfterwards(delivery -> {
            if (losses.getAndDecrement() > 0) {
                throw new UnknownDeliveryFailure("no answer");
            }
        });
        ann.say(PASSWORD);
        ann.say(HOURS);

        assertThat(seen(2)).hasSize(2);
        assertThat(channel.deliveries()).filteredOn(delivery -> delivery.address().value().equals(ann.thread()))
                .as("nothing is sent twice").hasSize(2);
        assertThat(jdbc.sql("select bool_or(outcome_unknown) from outbox where address = ?").param(ann.thread())
                .query(Boolean.class).single()).isTrue();
    }

    @Test
    void passesAMessageThatCanNeverBeDelivered() {
        AtomicInteger refusals = new AtomicInteger(1);
        channel.behave(delivery -> {
            if (refusals.getAndDecrement() > 0) {
                throw new PermanentDeliveryFailure("refused", false);
            }
        });
        ann.say(PASSWORD);
        ann.say(HOURS);

        assertThat(seen(1)).hasSize(1);
    }

    @Test
    void keepsSecretsOutOfWhatIsStored() {
        String message = ann.say("my card 4111 1111 1111 1111 was declined, password: hunter22");
        seen(1);

        assertThat(
                jdbc.sql("select text from message where external_id = ?").param(message).query(String.class).single())
                .doesNotContain("4111 1111").doesNotContain("hunter22").contains("1111 was declined");
    }

    private List<String> seen(int count) {
        await()
                .untilAsserted(() -> assertThat(channel.transcript(ann.thread())).hasSizeGreaterThanOrEqualTo(count));
        return channel.transcript(ann.thread());
    }

    private long lastAnswer() {
        return jdbc.sql("""
                select max(t.id) from message t join conversation c on c.id = t.conversation_id
                where c.thread = ? and t.author = 'bot'""").param(ann.thread()).query(Long.class).single();
    }

    private String lastMessage() {
        await().until(() -> jdbc.sql("select external_id from outbox where message_id = ? and external_id is not null")
                .param(lastAnswer()).query(String.class).optional().isPresent());
        return jdbc.sql("select external_id from outbox where message_id = ?").param(lastAnswer()).query(String.class)
                .single();
    }

    private int vote() {
        return jdbc.sql("select vote from verdict where message_id = ?").param(lastAnswer()).query(Integer.class)
                .optional()
                .orElse(99);
    }

    private String stateOfLastEvent() {
        return jdbc.sql("select state from inbox where ordering_key = ? and key like 'edit%' order by id desc limit 1")
                .param("scripted:" + ann.thread()).query(String.class).optional().orElse("");
    }

    private String outcomeOfLastEvent(Script who) {
        return jdbc.sql("select coalesce(outcome, '') from inbox where ordering_key = ? order by id desc limit 1")
                .param("scripted:" + who.thread()).query(String.class).optional().orElse("");
    }
}
