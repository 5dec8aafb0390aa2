package io.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages while something under the application breaks. */
@ParleyTest(properties = {"parley.outbox.first-retry=20ms", "parley.inbox.max-attempts=2", "parley.inbox.backoff=10ms",
        "spring.datasource.hikari.connection-timeout=500"})
@Import(ScriptedChannel.class)
class TroubleTest {
    private static final String PASSWORD = "How do I reset my password?";
    private static final String HOURS = "What are your opening hours?";

    @Autowired
    ScriptedChannel channel;

    @Autowired
    InboundSink sink;

    @Autowired
    TestDatabase database;

    @Autowired
    JdbcClient jdbc;

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
    void goesOnAfterTheDatabaseWentAwayInTheMiddleOfADelivery() throws Exception {
        CompletableFuture<AutoCloseable> outage = new CompletableFuture<>();
        channel.behave(delivery -> {
            if (!outage.isDone()) {
                outage.complete(database.outage());
            }
        });
        ann.say(PASSWORD);
        AutoCloseable begun = outage.get();
        begun.close();

        sayUntilStored(HOURS);

        await().until(() -> channel.transcript(ann.thread()).size() == 2);
        await().until(() -> count("outbox", "state <> 'sent'") == 0);
        assertThat(channel.transcript(ann.thread()).getFirst()).containsIgnoringCase("password");
    }

    @Test
    void keepsTheReceiptOfADeliveryWhileTheDatabaseIsAway() throws Exception {
        CompletableFuture<AutoCloseable> outage = new CompletableFuture<>();
        channel.behaveAfterwards(delivery -> {
            if (!outage.isDone()) {
                outage.complete(database.outage());
            }
        });
        ann.say(PASSWORD);
        AutoCloseable begun = outage.get();
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        begun.close();

        String own = "address = '" + ann.thread() + "' and ";
        await().ignoreExceptions().until(() -> count("outbox", own + "state = 'sent'") == 1);

        assertThat(count("outbox", own + "(attempts > 1 or outcome_unknown or possible_duplicates > 0)")).isZero();
        assertThat(channel.transcript(ann.thread())).hasSize(1);
    }

    @Test
    void countsNoTryWhileTheDatabaseIsAway() throws Exception {
        AutoCloseable begun = database.outage();
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        begun.close();
        sayUntilStored(PASSWORD);

        await().until(() -> channel.transcript(ann.thread()).size() == 1);
        assertThat(count("inbox", ofAnn() + "attempts > 1")).isZero();
        assertThat(count("inbox", ofAnn() + "attempts <= 1")).isEqualTo(1);
    }

    @Test
    void goesOnAfterTheDatabaseWentAwayWhileAnAnswerWasLookedFor() throws Exception {
        ann.say(PASSWORD);
        database.outage().close();

        sayUntilStored(HOURS);

        await().until(() -> channel.transcript(ann.thread()).size() == 2);
    }

    @Test
    void handsOverAQuestionWhoseAnswerCannotBeKept() {
        database.jdbc()
                .sql("alter table message add constraint unkeepable check (source is distinct from 'faq') not valid")
                .update();
        try {
            ann.say(PASSWORD);

            await().until(() -> channel.transcript(ann.thread()).size() == 1);
        } finally {
            database.jdbc().sql("alter table message drop constraint unkeepable").update();
        }
        assertThat(count("inbox", ofAnn() + "state = 'dead_letter'")).isEqualTo(1);
        assertThat(jdbc.sql("select reason from ticket").query(String.class).list()).containsExactly("failure");
    }

    @Test
    void doesNotWaitForAnAnswerThatAPersonsOwnMessageWillNeverBe() {
        String message = ann.say(PASSWORD);
        await().until(() -> channel.transcript(ann.thread()).size() == 1);

        ann.react(message, "👍");

        await().until(() -> outcomeOfLastEvent().equals(List.of("not for that message")));
    }

    /** A service brings again what could not be stored. */
    private void sayUntilStored(String text) {
        await().ignoreExceptions().until(() -> {
            ann.say("after-" + ann.thread(), text);
            return true;
        });
    }

    private List<String> outcomeOfLastEvent() {
        return jdbc.sql("select outcome from inbox where outcome is not null and id = (select max(id) from inbox)")
                .query(String.class).list();
    }

    private String ofAnn() {
        return "ordering_key = 'scripted:" + ann.thread() + "' and ";
    }

    private long count(String table, String where) {
        return jdbc.sql("select count(*) from " + table + " where " + where).query(Long.class).single();
    }
}
