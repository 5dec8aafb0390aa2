package io.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelName;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundSink;
import io.parley.channel.OutboundMessage;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.RawEvent;
import io.parley.channel.Receipt;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.ops.Replay;
import io.parley.support.ParleyTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Events and messages that cannot be processed or delivered become dead letters, so that others go on, and can be
 * replayed.
 */
@ParleyTest(properties = {"parley.inbox.max-attempts=2", "parley.inbox.backoff=10ms"})
@Import({ScriptedChannel.class, DeadLettersTest.Broken.class})
class DeadLettersTest {
    private static final String QUESTION = "How do I reset my password?";

    @Autowired
    ScriptedChannel channel;

    @Autowired
    Broken broken;

    @Autowired
    InboundSink sink;

    @Autowired
    Replay replay;

    @Autowired
    JdbcClient jdbc;

    /** A channel whose events overflow the stack of their reader until it is fixed. */
    static final class Broken implements Channel {
        private static final ChannelName NAME = new ChannelName("broken");
        private final AtomicBoolean mended = new AtomicBoolean();

        @Override
        public ChannelName name() {
            return NAME;
        }

        @Override
        public InboundEvent read(RawEvent raw) {
            if (mended.get()) {
                return new InboundEvent.Ignored("mended");
            }
            throw new StackOverflowError();
        }

        @Override
        public List<String> render(OutboundMessage message) {
            return List.of(message.text());
        }

        @Override
        public Receipt deliver(Delivery delivery) {
            return new Receipt("none");
        }

        @Override
        public DeliveryStatus reconcile(Delivery delivery) {
            return new DeliveryStatus.Unknown();
        }

        @Override
        public ChannelHealth health() {
            return new ChannelHealth(ChannelHealth.State.UP, "broken");
        }
    }

    @AfterEach
    void clear() {
        channel.behave(delivery -> {});
        broken.mended.set(false);
        jdbc.sql("update inbox set state = 'done', done_at = now() where state = 'dead_letter'").update();
        jdbc.sql("delete from inbox where channel = 'broken'").update();
    }

    @Test
    void passesAnEventThatOverflowsTheStackAndUnderstandsItWhenItIsReplayed() {
        sink.store(List.of(raw("first"), raw("second")));
        await().until(() -> replay.newest(10).size() == 2);

        assertThat(replay.newest(10)).allSatisfy(dead -> {
            assertThat(dead.channel()).isEqualTo("broken");
            assertThat(dead.attempts()).isEqualTo(2);
            assertThat(dead.error()).contains("StackOverflowError");
        });
        broken.mended.set(true);
        replay.newest(10).forEach(dead -> assertThat(replay.replay(dead.id())).isTrue());

        await().until(() -> outcomes().equals(List.of("ignored: mended", "ignored: mended")));
        assertThat(replay.newest(10)).isEmpty();
    }

    @Test
    void keepsWhatWasGivenUpUntilItIsReplayed() {
        sink.store(List.of(raw("kept", "a message")));
        await().until(() -> replay.newest(10).size() == 1);
        assertThat(payload("kept")).isEqualTo("a message");

        broken.mended.set(true);
        replay.newest(10).forEach(dead -> replay.replay(dead.id()));

        await().until(() -> payload("kept").isEmpty());
    }

    @Test
    void deliversWhatWasGivenUpWhenItIsReplayed() {
        Script ann = new Script(channel, sink);
        channel.behave(delivery -> {
            throw new PermanentDeliveryFailure("refused", false);
        });
        ann.say(QUESTION);
        await().until(() -> replay.newest(10).size() == 1);
        channel.behave(delivery -> {});

        Replay.Dead dead = replay.newest(10).getFirst();
        assertThat(dead.id()).startsWith("outbox:");
        assertThat(replay.replay(dead.id())).isTrue();

        await().until(() -> channel.transcript(ann.thread()).size() == 1);
        assertThat(replay.replay(dead.id())).as("what is delivered is no dead letter").isFalse();
    }

    @Test
    void replaysNoAnswerToWhatWasEditedOrTakenBackSince() {
        Script ann = new Script(channel, sink);
        Script bob = new Script(channel, sink);
        channel.behave(delivery -> {
            throw new PermanentDeliveryFailure("refused", false);
        });
        String edited = ann.say(QUESTION);
        String takenBack = bob.say(QUESTION);
        await().until(() -> replay.newest(10).size() == 2);
        List<Replay.Dead> dead = replay.newest(10);
        channel.behave(delivery -> {});

        ann.edit(edited, "How long does delivery take?");
        bob.delete(takenBack);
        await().until(() -> replay.newest(10).isEmpty());

        assertThat(dead).noneMatch(letter -> replay.replay(letter.id()));
        await().until(() -> channel.transcript(ann.thread()).size() == 1);
        assertThat(channel.transcript(ann.thread()).getFirst()).doesNotContainIgnoringCase("password");
        assertThat(channel.transcript(bob.thread())).isEmpty();
    }

    @Test
    void replaysNothingThatIsNotThere() {
        assertThat(replay.replay("inbox:999999999")).isFalse();
        assertThat(replay.replay("outbox:999999999")).isFalse();
    }

    private static RawEvent raw(String key) {
        return raw(key, "");
    }

    private static RawEvent raw(String key, String payload) {
        return new RawEvent(Broken.NAME, key, key, payload.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    private String payload(String key) {
        return jdbc.sql("select encode(payload, 'escape') from inbox where channel = 'broken' and key = ?").param(key)
                .query(String.class).single();
    }

    private List<String> outcomes() {
        return jdbc.sql("select outcome from inbox where channel = 'broken' and outcome is not null")
                .query(String.class).list();
    }
}
