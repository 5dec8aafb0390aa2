package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.answering.Answer;
import io.parley.answering.Answering;
import io.parley.answering.Choices;
import io.parley.answering.Handoff;
import io.parley.answering.HandoffReason;
import io.parley.answering.Notice;
import io.parley.answering.Suggestion;
import io.parley.channel.Address;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.MessageDeleted;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ThreadMoved;
import io.parley.channel.Person;
import io.parley.channel.Press;
import io.parley.channel.ScriptedChannel;
import io.parley.channel.ThreadKey;
import io.parley.handoff.Ticket;
import io.parley.handoff.Tickets;
import io.parley.knowledge.Confidence;
import io.parley.knowledge.FaqId;
import io.parley.support.ParleyTest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What people say and do, event by event, with the answers that a test decides on. */
@ParleyTest
class ConversationsTest {
    private static final AtomicInteger number = new AtomicInteger();
    private static final List<String> OFFERED = List.of("first-of-two", "second-of-two");

    @TestConfiguration
    static class WithScriptedChannel {
        @Bean
        ScriptedChannel scriptedChannel() {
            return new ScriptedChannel();
        }
    }

    @Autowired
    Conversations conversations;

    @Autowired
    Replies replies;

    @Autowired
    Answering answering;

    @Autowired
    History history;

    @Autowired
    Tickets tickets;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    JdbcClient jdbc;

    private final Person ann = new Person(ScriptedChannel.NAME, "ann", "Ann", null);
    private ThreadKey thread = new ThreadKey(ScriptedChannel.NAME, "");
    private Instant now = InstantSource.system().instant();

    @BeforeEach
    void meet() {
        thread = new ThreadKey(ScriptedChannel.NAME, "talk-" + number.incrementAndGet());
    }

    @Test
    void handsOverAtTheSecondPressOfNoneOfThese() {
        assertThat(pressNoneOf(offered("order problem"))).isInstanceOf(Notice.class);

        assertThat(pressNoneOf(offered("problem with order"))).isInstanceOfSatisfying(Handoff.class,
                handoff -> assertThat(handoff.reason()).isEqualTo(HandoffReason.UNRESOLVED_CHOICE));
    }

    @Test
    void showsThePressOfNoneOfTheseAfterAReload() {
        pressNoneOf(offered("order problem"));

        assertThat(history.of(thread, ann)).extracting(HistoryEntry::author).containsExactly("you", "bot", "you",
                "bot");
        assertThat(history.of(thread, ann)).extracting(HistoryEntry::text).contains("None of these");
    }

    @Test
    void answersACommandThatWasEditedIntoAQuestion() {
        long turn = toAnswer(
                tx(() -> conversations.hear(message("m-help" + thread.value(), "", Command.HELP, List.of()))));
        tx(() -> conversations.edit(edit("m-help" + thread.value(), "What are your opening hours?", null, List.of())));

        assertThat(replies.question(turn).wish()).isNull();
        assertThat(replies.question(turn).text()).isEqualTo("What are your opening hours?");
    }

    @Test
    void hearsTheCommandThatAQuestionWasEditedInto() {
        long turn = toAnswer(hear("What are your opening hours?"));
        tx(() -> conversations.edit(edit(lastKey(), "", Command.HUMAN, List.of())));

        assertThat(answering.answer(replies.question(turn))).isInstanceOf(Handoff.class);
    }

    @Test
    void takesTheSameCaptionOfAPhotoForNoEdit() {
        String key = "m-photo" + thread.value();
        tx(() -> conversations.hear(message(key, "is this broken?", null, List.of("photo"))));

        Heard heard = tx(() -> conversations.edit(edit(key, "is this broken?", null, List.of("photo"))));

        assertThat(heard).isInstanceOf(Heard.Settled.class);
    }

    @Test
    void saysOfFilesAloneThatItCannotReadThem() {
        long bracketed = toAnswer(hear("Where is my order?\n[number 12]"));
        long photographed = toAnswer(tx(() -> conversations.hear(
                message("m-file" + thread.value(), "Where is my order?", null, List.of("label.pdf", "photo")))));
        answerAsTheBotDoes(bracketed);
        answerAsTheBotDoes(photographed);

        assertThat(sent(bracketed)).doesNotContain("I can only read text");
        assertThat(sent(photographed)).contains("I can only read text", "label.pdf, photo");
        assertThat(replies.question(photographed).text()).isEqualTo("Where is my order?");
    }

    @Test
    void showsAgentsWhatCameAlong() {
        tx(() -> conversations.hear(message("m-alone" + thread.value(), "", null, List.of("label.pdf"))));
        callAPerson(answer(toAnswer(tx(() -> conversations.hear(
                message("m-both" + thread.value(), "It came broken.", null, List.of("photo"))))), "Oh."));

        assertThat(ticket().question()).isEqualTo("It came broken.\n[photo]");
        assertThat(tickets.find(ticket().id()).orElseThrow().turns()).extracting(Said::text)
                .contains("[label.pdf]", "It came broken.\n[photo]");
    }

    @Test
    void forgetsTheAnswerToADeletedQuestion() {
        answer(toAnswer(hear("What is my secret?")), "Your secret is the blue door.");
        String question = lastKey();
        long next = toAnswer(hear("And where is it?"));

        tx(() -> conversations.delete(new MessageDeleted(thread, question, tick())));

        assertThat(history.of(thread, ann)).extracting(HistoryEntry::text).containsExactly("And where is it?");
        assertThat(replies.question(next).history()).isEmpty();
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
        assertThat(tickets.reply(before.id(), "Marta", "We send another.")).isPresent();
        assertThat(history.of(thread, ann)).extracting(HistoryEntry::text).contains("We send another.");
        assertThat(tickets.resolve(before.id(), "Marta")).isPresent();
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
        assertThat(tickets.resolve(before.id(), "Marta")).isPresent();
    }

    @Test
    void takesTheConversationBeforeItsTicketAsAResetDoes() {
        callAPerson(answer(toAnswer(hear("My parcel arrived wet.")), "Oh."));
        Ticket waiting = ticket();

        CompletableFuture<?> reply = tx(() -> {
            jdbc.sql("select id from conversation where id = ? for update").param(waiting.conversationId())
                    .query(Long.class).single();
            CompletableFuture<?> begun = CompletableFuture
                    .supplyAsync(() -> tickets.reply(waiting.id(), "Marta", "Hello."));
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

    private long conversation() {
        return jdbc.sql("select id from conversation where thread = ? and state <> 'closed'").param(thread.value())
                .query(Long.class).single();
    }

    private void callAPerson(long answer) {
        long turn = toAnswer(press(answer, new Press.PersonWanted()));
        answerAsTheBotDoes(turn);
    }

    /** Offers two entries after a text; gives the offer's id. */
    private long offered(String text) {
        List<Suggestion> suggestions = OFFERED.stream().map(id -> new Suggestion(new FaqId(id), "Is it " + id + "?"))
                .toList();
        return answer(toAnswer(hear(text)), new Choices("Which one?", new Confidence(0.5), suggestions));
    }

    private Answer pressNoneOf(long offer) {
        return answerAsTheBotDoes(toAnswer(press(offer, new Press.Chosen("0"))));
    }

    private Answer answerAsTheBotDoes(long turn) {
        Answer answer = answering.answer(replies.question(turn));
        answer(turn, answer);
        return answer;
    }

    private long answer(long turn, String text) {
        return answer(turn, new Notice(Notice.Kind.HELP, text));
    }

    private long answer(long turn, Answer answer) {
        return tx(() -> {
            replies.answer(turn, answer, tick());
            return jdbc.sql("select id from turn where answers_turn = ? order by id desc limit 1").param(turn)
                    .query(Long.class).single();
        });
    }

    /** What goes out as the answer to a turn. */
    private String sent(long turn) {
        return jdbc.sql("select o.payload from outbox o join turn a on a.id = o.turn_id where a.answers_turn = ?")
                .param(turn).query(String.class).single();
    }

    private Heard hear(String text) {
        return tx(() -> conversations.hear(message("m" + number.incrementAndGet(), text, null, List.of())));
    }

    private String lastKey() {
        return jdbc.sql("""
                select message_key from turn where conversation_id = ? and message_key is not null
                order by id desc limit 1""").param(conversation()).query(String.class).single();
    }

    private Heard press(long answer, Press press) {
        return tx(() -> conversations.press(new ButtonPressed(thread, address(), ann, "p" + number.incrementAndGet(),
                Long.toString(answer), press, tick())));
    }

    private MessageReceived message(String key, String text, @Nullable Command command, List<String> attachments) {
        return new MessageReceived(thread, address(), ann, key, text, command, attachments, tick());
    }

    private MessageEdited edit(String key, String text, @Nullable Command command, List<String> attachments) {
        return new MessageEdited(thread, address(), ann, key, text, command, attachments, tick());
    }

    private static long toAnswer(Heard heard) {
        assertThat(heard).isInstanceOf(Heard.ToAnswer.class);
        return ((Heard.ToAnswer) heard).turnId();
    }

    private Address address() {
        return new Address(ScriptedChannel.NAME, thread.value());
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    private <T> T tx(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
