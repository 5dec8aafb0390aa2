package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.answering.Notice;
import io.parley.channel.scripted.ScriptedChannel.Line;
import io.parley.conversation.PendingQuestion;
import io.parley.conversation.Replies;
import io.parley.handover.ActRefusedException;
import io.parley.handover.Tickets;
import io.parley.support.Team;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** Agents who do something about one ticket at the same moment; each test tries it race.rounds times, 25 if not set. */
@Tag("race")
class SimultaneousAgentsTest extends AgentsAtWork {
    private static final int ROUNDS = Integer.getInteger("race.rounds", 25);
    private static final int ANSWERS = Math.min(ROUNDS, 200);
    private static final String WON = "won";

    @Autowired
    Tickets tickets;

    @Autowired
    Replies replies;

    @Autowired
    TransactionOperations transaction;

    /** A ticket, its conversation and what the customer said last. */
    record Case(long ticket, long conversation, long question, String thread) {}

    @Test
    void oneTakesATicketAndTheOtherHearsWho() {
        for (int round = 0; round < ROUNDS; round++) {
            Case one = waiting();

            List<String> outcomes = atOnce(() -> takes("Ann", one), () -> takes("Bob", one));

            assertOneWinner(one, outcomes);
            assertThat(said(one, "bot")).singleElement().asString().contains("from our team");
        }
    }

    @Test
    void oneRepliesAndTheOtherHearsWhoAndTheCustomerGetsOneMessage() {
        for (int round = 0; round < ROUNDS; round++) {
            Case one = waiting();

            List<String> outcomes = atOnce(() -> replies("Ann", one, "Ann's key"),
                    () -> replies("Bob", one, "Bob's key"));

            assertOneWinner(one, outcomes);
            assertThat(said(one, "agent")).hasSize(1);
            assertThat(sent(one)).isEqualTo(1);
        }
    }

    @Test
    void aReplyThatIsSentFiveTimesIsOneMessage() {
        for (int round = 0; round < ROUNDS; round++) {
            Case one = waiting();

            List<String> outcomes = atOnce(Stream.generate(() -> (Attempt) () -> replies("Ann", one, "the same"))
                    .limit(5).toArray(Attempt[]::new));

            assertThat(outcomes).containsOnly(WON);
            assertThat(said(one, "agent")).hasSize(1);
            assertThat(sent(one)).isEqualTo(1);
        }
    }

    @Test
    void oneOfTwoRepliesWhileTheCustomerWritesAndNobodysWordsAreLost() {
        for (int round = 0; round < ROUNDS; round++) {
            Case one = waiting();

            List<String> outcomes = atOnce(() -> replies("Ann", one, "Ann's key"),
                    () -> replies("Bob", one, "Bob's key"), () -> writesOn(one));

            assertOneWinner(one, outcomes.subList(0, 2));
            await().until(() -> jdbc.sql("select count(*) from inbox where ordering_key = ? and state <> 'done'")
                    .param("scripted:" + one.thread()).query(Integer.class).single() == 0);
            assertThat(said(one, "participant")).containsExactly("Is anybody there?", "Still there?");
            assertThat(said(one, "agent")).hasSize(1);
            assertThat(sent(one)).isEqualTo(1);
            assertThat(jdbc.sql("select author from message where conversation_id = ? order by id desc limit 1")
                    .param(one.conversation()).query(String.class).single().equals("participant"))
                    .as("the customer waits for a word if theirs was the last")
                    .isEqualTo(jdbc.sql("select waits_since is not null from ticket where id = ?").param(one.ticket())
                            .query(Boolean.class).single());
            assertThat(jdbc.sql("""
                    select count(*) from message where conversation_id = :talk and author = 'bot' and id > (
                        select id from message where conversation_id = :talk and author = 'agent')""")
                    .param("talk", one.conversation()).query(Integer.class).single()).as("the bot's").isZero();
        }
    }

    private String writesOn(Case one) {
        sink.store(List.of(channel.raw(new Line("message", one.thread(), "Ann", "on-" + one.thread(), null,
                "Still there?", clock.instant()))));
        return WON;
    }

    @Test
    void theBotSaysNothingAfterAnAgentsWord() {
        for (int round = 0; round < ANSWERS; round++) {
            Case one = waiting();
            PendingQuestion asked = replies.pending(one.question());

            atOnce(() -> replies("Ann", one, "key"), () -> {
                transaction.executeWithoutResult(status -> replies.answer(asked,
                        new Notice(Notice.Kind.WAITING, "Somebody will come."), clock.instant()));
                return WON;
            });

            assertThat(jdbc.sql("""
                    select author from message where conversation_id = ? and author <> 'participant' order by id""")
                    .param(one.conversation()).query(String.class).list()).isIn(List.of("agent"),
                            List.of("bot", "agent"));
        }
    }

    @Test
    void afterTheHandBackTheBotAnswersAgainAndKnowsNothingOfWhatWasSaidBefore() {
        opened();
        writes(PASSWORD_QUESTION);
        ok(act(ticket(), "reply", "{\"text\":\"Hello, Marta here.\",\"agent\":\"Marta\"}"));
        ok(act(ticket(), "hand-back", "{\"agent\":\"Marta\"}"));
        reads(4);

        String id = writes(PASSWORD_QUESTION);

        assertThat(reads(5).getLast()).containsIgnoringCase("password").doesNotContain("still come");
        long asked = jdbc.sql("select id from message where external_id = ?").param(id).query(Long.class).single();
        assertThat(replies.pending(asked).question().history()).isEmpty();
        assertThat(view(ticket().path("id").asLong()).path("turns").size()).as("agents still see it")
                .isGreaterThan(5);
    }

    /** Something that an agent tries; gives that they won, or who has the ticket. */
    interface Attempt {
        String run();
    }

    private static List<String> atOnce(Attempt... attempts) {
        CyclicBarrier start = new CyclicBarrier(attempts.length);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<String>> all = Stream.of(attempts)
                    .map(attempt -> CompletableFuture.supplyAsync(() -> after(start, attempt), threads)).toList();
            return all.stream().map(CompletableFuture::join).toList();
        }
    }

    private static String after(CyclicBarrier start, Attempt attempt) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return attempt.run();
    }

    private String takes(String agent, Case one) {
        try {
            tickets.take(one.ticket(), Team.by(jdbc, agent));
            return WON;
        } catch (ActRefusedException e) {
            return Objects.requireNonNull(e.ticket().assignee());
        }
    }

    private String replies(String agent, Case one, String key) {
        try {
            tickets.reply(one.ticket(), Team.by(jdbc, agent), "Hello, here I am.", key);
            return WON;
        } catch (ActRefusedException e) {
            return Objects.requireNonNull(e.ticket().assignee());
        }
    }

    private void assertOneWinner(Case one, List<String> outcomes) {
        String owner = jdbc.sql("select taken_by from ticket where id = ?").param(one.ticket()).query(String.class)
                .single();
        int winner = List.of("Ann", "Bob").indexOf(owner);
        assertThat(outcomes).isEqualTo(IntStream.range(0, 2).mapToObj(i -> i == winner ? WON : owner).toList());
    }

    private List<String> said(Case one, String author) {
        return jdbc.sql("select text from message where conversation_id = ? and author = ? order by id")
                .param(one.conversation()).param(author).query(String.class).list();
    }

    private int sent(Case one) {
        return jdbc.sql("""
                select count(*) from outbox o join message m on m.id = o.message_id
                where m.conversation_id = ? and m.author = 'agent' and o.part < 1000""").param(one.conversation())
                .query(Integer.class).single();
    }

    private Case waiting() {
        String thread = UUID.randomUUID().toString();
        return jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address, state)
                              values ('scripted', :thread, :thread, 'waiting') returning id),
                     question as (insert into message (conversation_id, author, text, said_at, channel, external_id)
                                  select id, 'participant', 'Is anybody there?', now(), 'scripted', :thread from talk
                                  returning id, conversation_id)
                insert into ticket (conversation_id, message_id, reason, opened_at, waits_since)
                select conversation_id, id, 'asked_for_person', now(), now() from question
                returning id, conversation_id, message_id""").param("thread", thread)
                .query((row, n) -> new Case(row.getLong(1), row.getLong(2), row.getLong(3), thread)).single();
    }
}
