package io.parley.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import io.parley.channel.Vote;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.support.ParleyTest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Verdicts from buttons and reactions on one answer. */
@ParleyTest
class VerdictsTest {
    private static final AtomicInteger number = new AtomicInteger();

    @TestConfiguration
    static class WithListener {
        @Bean
        Noted noted() {
            return new Noted();
        }
    }

    static final class Noted {
        private final List<VerdictGiven> verdicts = new CopyOnWriteArrayList<>();

        @EventListener
        void on(VerdictGiven verdict) {
            verdicts.add(verdict);
        }
    }

    @Autowired
    Verdicts verdicts;

    @Autowired
    Noted noted;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    JdbcClient jdbc;

    private final Person ann = new Person(ScriptedChannel.NAME, "ann", "Ann", null);
    private ThreadKey thread = new ThreadKey(ScriptedChannel.NAME, "");
    private long answer;
    private Instant now = InstantSource.system().instant();

    @BeforeEach
    void giveAnAnswer() {
        thread = new ThreadKey(ScriptedChannel.NAME, "voted-" + number.incrementAndGet());
        long conversation = jdbc
                .sql("insert into conversation (channel, thread, address) values ('scripted', ?, ?) returning id")
                .param(thread.value()).param(thread.value()).query(Long.class).single();
        answer = jdbc.sql("""
                insert into message (conversation_id, channel, author, text, source, said_at)
                values (?, 'scripted', 'bot', 'An answer.', 'faq', now()) returning id""").param(conversation)
                .query(Long.class).single();
        jdbc.sql(
                """
                        insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state, external_id)
                        values ('scripted', ?, ?, ?, 0, 'send', '', 'sent', ?)""")
                .param("scripted:" + thread.value())
                .param(thread.value()).param(answer).param("out-" + thread.value()).update();
    }

    @Test
    void keepsTheVoteOfAButtonWhenAnEarlierReactionIsTakenBack() {
        react(Set.of("👍"), Set.of());
        press(Vote.DOWN, null);

        react(Set.of(), Set.of("👍"));

        assertThat(standing()).isEqualTo(-1);
    }

    @Test
    void keepsTheVoteOfAButtonWhenOneOfTwoReactionsIsTakenBack() {
        react(Set.of("👎"), Set.of());
        react(Set.of("👍"), Set.of());
        press(Vote.NONE, null);

        react(Set.of(), Set.of("👍"));

        assertThat(standing()).isZero();
    }

    @Test
    void takesAReactionThatComesAfterTheButton() {
        press(Vote.DOWN, null);
        react(Set.of("👍"), Set.of());
        assertThat(standing()).isEqualTo(1);

        react(Set.of(), Set.of("👍"));

        assertThat(standing()).isZero();
    }

    @Test
    void countsAVoteOnceAndKeepsTheCommentThatFollows() {
        press(Vote.DOWN, null);
        press(Vote.DOWN, "  ");
        press(Vote.DOWN, "The link is broken.");

        assertThat(noted.verdicts).filteredOn(verdict -> verdict.messageId() == answer).hasSize(1);
        assertThat(jdbc.sql("select comment from verdict where message_id = ?").param(answer).query(String.class)
                .single()).isEqualTo("The link is broken.");
        assertThat(jdbc.sql("select count(*) from verdict_history where message_id = ?").param(answer)
                .query(Integer.class).single()).isEqualTo(2);
    }

    private int standing() {
        Map<Long, Integer> votes = verdicts.votes(ann, List.of(answer));
        return votes.getOrDefault(answer, 99);
    }

    private void react(Set<String> added, Set<String> removed) {
        transaction.executeWithoutResult(
                s -> verdicts.react(new ReactionChanged("out-" + thread.value(), ann, added, removed, tick())));
    }

    private void press(Vote vote, @Nullable String comment) {
        transaction.executeWithoutResult(s -> verdicts.vote(thread, ann, Long.toString(answer), vote, "button", comment,
                tick()));
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }
}
