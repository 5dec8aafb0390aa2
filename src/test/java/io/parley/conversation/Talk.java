package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.Answer;
import io.parley.answering.Answering;
import io.parley.answering.Notice;
import io.parley.channel.Address;
import io.parley.channel.ButtonAction;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.support.ParleyTest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Ann's talk on the scripted channel: what she says and does, event by event, and what the bot answers. */
@ParleyTest
@Import(ScriptedChannel.class)
abstract class Talk {
    private static final AtomicInteger number = new AtomicInteger();

    @Autowired
    Conversations conversations;

    @Autowired
    Replies replies;

    @Autowired
    Answering answering;

    @Autowired
    History history;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    JdbcClient jdbc;

    final Person ann = new Person(ScriptedChannel.NAME, "ann", "Ann", null);
    ThreadKey thread = new ThreadKey(ScriptedChannel.NAME, "");
    private Instant now = InstantSource.system().instant();

    @BeforeEach
    void meet() {
        thread = new ThreadKey(ScriptedChannel.NAME, "talk-" + number.incrementAndGet());
    }

    final long conversation() {
        return jdbc.sql("select id from conversation where thread = ? and state <> 'closed'").param(thread.value())
                .query(Long.class).single();
    }

    final Answer answerAsTheBotDoes(long messageId) {
        Answer answer = answering.answer(replies.pending(messageId).question());
        answer(messageId, answer);
        return answer;
    }

    final long answer(long messageId, String text) {
        return answer(messageId, new Notice(Notice.Kind.HELP, text));
    }

    final long answer(long messageId, Answer answer) {
        return tx(() -> {
            replies.answer(replies.pending(messageId), answer, tick());
            return jdbc.sql("select id from message where answers_message = ? order by id desc limit 1")
                    .param(messageId)
                    .query(Long.class).single();
        });
    }

    final InboundOutcome hear(String text) {
        return tx(() -> conversations.receive(message("talk-" + number.incrementAndGet(), text, null, List.of())));
    }

    final InboundOutcome press(long answer, ButtonAction press) {
        return tx(() -> conversations.press(new ButtonPressed(thread, address(), ann, "p" + number.incrementAndGet(),
                Long.toString(answer), press, tick())));
    }

    final MessageReceived message(String key, String text, @Nullable Command command, List<String> attachments) {
        return new MessageReceived(thread, address(), ann, key, text, command, attachments, tick());
    }

    static long toAnswer(InboundOutcome heard) {
        return pending(heard).messageId();
    }

    static PendingQuestion pending(InboundOutcome heard) {
        assertThat(heard).isInstanceOf(InboundOutcome.Answerable.class);
        return ((InboundOutcome.Answerable) heard).pending();
    }

    final Address address() {
        return new Address(ScriptedChannel.NAME, thread.value());
    }

    final Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    final <T> T tx(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
