package io.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.support.ParleyTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** An instance whose sign of life is held back keeps what it has in hand. */
@Tag("chaos")
@ParleyTest(properties = "test.name=stall")
@Import(ScriptedChannel.class)
class StallTest {
    /** Longer than an instance is silent that the others take for dead. */
    private static final Duration STALL = Duration.ofSeconds(8);
    private static final int CHATS = 5;

    @Autowired
    ScriptedChannel channel;

    @Autowired
    InboundSink sink;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Test
    void sendsNothingTwiceThoughItsSignOfLifeIsHeldBack() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        channel.behave(delivery -> {
            underWay.incrementAndGet();
            pass(gate);
        });
        List<Script> people = Stream.generate(() -> new Script(channel, sink)).limit(CHATS).toList();
        people.forEach(person -> person.say("How do I reset my password?"));
        await().atMost(Duration.ofSeconds(30)).until(() -> underWay.get() == CHATS);

        for (Duration held = Duration.ZERO; held.compareTo(STALL) < 0; held = held.plusSeconds(4)) {
            holdSignsOfLifeFor(Duration.ofSeconds(4));
        }
        gate.countDown();

        await().atMost(Duration.ofSeconds(30)).until(
                () -> jdbc.sql("select count(*) from outbox where state = 'sent'").query(Integer.class)
                        .single() == CHATS);
        assertThat(channel.deliveries()).hasSize(CHATS);
        assertThat(jdbc.sql("select sum(attempts) from outbox").query(Integer.class).single()).isEqualTo(CHATS);
    }

    /** A transaction that idles is ended by the database after 5 seconds. */
    private void holdSignsOfLifeFor(Duration time) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("lock table instance in access exclusive mode").update();
            await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
        });
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
