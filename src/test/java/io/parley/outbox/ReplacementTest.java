package io.parley.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Address;
import io.parley.channel.AnswerSource;
import io.parley.channel.Delivery.Action;
import io.parley.channel.OutboundMessage;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.support.ParleyTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A message that takes the place of another leaves nothing of the other standing, whatever became of those between. */
@ParleyTest(properties = "parley.outbox.first-retry=20ms")
@Import(ScriptedChannel.class)
class ReplacementTest {
    private static final AtomicInteger number = new AtomicInteger();
    private static final String TWO_PARTS = "word ".repeat(250);

    @Autowired
    ScriptedChannel channel;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    JdbcClient jdbc;

    private Address address = new Address(ScriptedChannel.NAME, "");
    private long conversation;

    @BeforeEach
    void meet() {
        address = new Address(ScriptedChannel.NAME, "replaced-" + number.incrementAndGet());
        conversation = jdbc
                .sql("insert into conversation (channel, thread, address) values ('scripted', ?, ?) returning id")
                .param(address.value()).param(address.value()).query(Long.class).single();
    }

    @AfterEach
    void behave() {
        channel.behave(delivery -> {});
    }

    @Test
    void takesAwayAPartWhoseDeletionWasNeverSent() {
        long first = sent(TWO_PARTS);
        channel.behave(delivery -> {
            throw new TransientDeliveryFailure("down", Duration.ofMillis(20));
        });
        long second = replaced(first, "short");
        replaced(second, "shorter");

        channel.behave(delivery -> {});

        await().untilAsserted(() -> assertThat(transcript()).containsExactly("shorter"));
    }

    @Test
    void updatesTheMessageThatAFailedUpdateLeftStanding() {
        long first = sent("one");
        channel.behave(delivery -> refuse(delivery.action() == Action.UPDATE));
        long second = replaced(first, "two");
        await().until(() -> isFailed(second));
        channel.behave(delivery -> {});

        replaced(second, "three");

        await().untilAsserted(() -> assertThat(transcript()).containsExactly("three"));
    }

    @Test
    void takesAwayAPartWhoseDeletionFailed() {
        long first = sent(TWO_PARTS);
        channel.behave(delivery -> refuse(delivery.action() == Action.DELETE));
        long second = replaced(first, "short");
        await().until(() -> isFailed(second));
        channel.behave(delivery -> {});

        replaced(second, "shorter");

        await().untilAsserted(() -> assertThat(transcript()).containsExactly("shorter"));
    }

    private static void refuse(boolean refused) {
        if (refused) {
            throw new PermanentDeliveryFailure("refused", false);
        }
    }

    private List<String> transcript() {
        return channel.transcript(address.value());
    }

    private boolean isFailed(long messageId) {
        return jdbc.sql("select count(*) from outbox where message_id = ? and state = 'dead_letter'").param(messageId)
                .query(Integer.class).single() > 0;
    }

    private long sent(String text) {
        long messageId = add(text);
        transaction.executeWithoutResult(s -> outbox.send(address, messageId, message(messageId, text), null));
        await().until(
                () -> jdbc.sql("select bool_and(state = 'sent') from outbox where message_id = ?").param(messageId)
                        .query(Boolean.class).single());
        return messageId;
    }

    private long replaced(long former, String text) {
        long messageId = add(text);
        transaction
                .executeWithoutResult(s -> outbox.replace(former, address, messageId, message(messageId, text), null));
        return messageId;
    }

    private long add(String text) {
        return jdbc.sql("""
                insert into message (conversation_id, channel, author, text, source, said_at)
                values (?, 'scripted', 'bot', ?, 'notice', now()) returning id""").param(conversation).param(text)
                .query(Long.class).single();
    }

    private OutboundMessage message(long messageId, String text) {
        return new OutboundMessage(Long.toString(conversation), Long.toString(messageId), null, AnswerSource.NOTICE,
                null,
                null,
                text, List.of(), List.of(), false, false, false);
    }

    private Address elsewhere() {
        return new Address(ScriptedChannel.NAME, address.value() + "-elsewhere");
    }

    private void copied(long messageId, String text) {
        transaction.executeWithoutResult(s -> outbox.sendCopy(elsewhere(), messageId, message(messageId, text)));
    }

    private void isShown(Address place, String... texts) {
        await().untilAsserted(() -> assertThat(channel.transcript(place.value())).containsExactly(texts));
    }

    @Test
    void putsNoPartOfAnAnswerInThePlaceOfACopy() {
        long first = sent("short");
        copied(first, "a copy");
        isShown(elsewhere(), "a copy");
        replaced(first, TWO_PARTS);
        await().untilAsserted(() -> assertThat(channel.transcript(address.value())).hasSize(2));
        isShown(elsewhere());
    }

    @Test
    void takesCopiesBackWithTheirMessage() {
        long first = sent("short");
        copied(first, "a copy");
        isShown(elsewhere(), "a copy");
        transaction.executeWithoutResult(s -> outbox.withdraw(first, address));
        isShown(address);
        isShown(elsewhere());
    }

    @Test
    void goesOnWhereACopyWasNeverSentThatIsTakenBack() {
        long first = sent("short");
        channel.behave(delivery -> {
            if (delivery.address().equals(elsewhere())) {
                throw new TransientDeliveryFailure("down", Duration.ofMillis(20));
            }
        });
        copied(first, "a copy");
        long second = add("next");
        transaction.executeWithoutResult(s -> outbox.send(elsewhere(), second, message(second, "next"), null));
        transaction.executeWithoutResult(s -> outbox.withdraw(first, address));
        channel.behave(delivery -> {});
        isShown(elsewhere(), "next");
    }

    @Test
    void takesAwayWhatAnUpdateLeftStandingThatIsGivenUpMeanwhile() {
        long first = sent("one");
        AtomicInteger tries = new AtomicInteger();
        channel.behave(delivery -> {
            if (delivery.action() == Action.UPDATE) {
                tries.incrementAndGet();
                throw new UnknownDeliveryFailure("no answer", Duration.ofMillis(20));
            }
        });
        transaction.executeWithoutResult(s -> outbox.change(address, first, message(first, "two")));
        await().until(() -> tries.get() > 1);
        transaction.executeWithoutResult(s -> outbox.withdraw(first, address));

        channel.behave(delivery -> refuse(delivery.action() == Action.UPDATE));

        isShown(address);
    }

    @Test
    void goesOnBehindAMessageThatIsSentNoMore() {
        long hanging = add("hanging");
        channel.behave(delivery -> {
            if (delivery.payload().equals("hanging")) {
                throw new UnknownDeliveryFailure("no answer", Duration.ofMillis(20));
            }
        });
        transaction.executeWithoutResult(s -> outbox.send(address, hanging, message(hanging, "hanging"), null));
        long next = add("next");
        transaction.executeWithoutResult(s -> outbox.send(address, next, message(next, "next"), null));
        await().until(() -> {
            transaction.executeWithoutResult(s -> outbox.sendNoMore(List.of(hanging), Instant.now().plusSeconds(60)));
            return !outbox.isKnown(hanging);
        });
        isShown(address, "next");
    }

    /** A transaction can hold some thousand locks, and somebody who is erased may have got more messages. */
    @Test
    void takesNoLockForWhatAnErasureForgot() {
        long first = sent("one");
        long second = sent("two");
        jdbc.sql("update outbox set address = 'erased', ordering_key = 'erased:' || id where message_id = ?")
                .param(first).update();
        transaction.executeWithoutResult(s -> {
            outbox.lock(List.of(first, second), List.of());
            assertThat(jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
                    .query(Integer.class).single()).isEqualTo(1);
        });
    }

    @Test
    void changesCopiesWhereTheyStand() {
        long first = sent("short");
        copied(first, TWO_PARTS);
        await().untilAsserted(() -> assertThat(channel.transcript(elsewhere().value())).hasSize(2));
        for (String text : List.of("changed", "changed again")) {
            transaction.executeWithoutResult(s -> outbox.replaceCopies(first, message(first, text)));
            isShown(elsewhere(), text);
        }
        isShown(address, "short");
    }
}
