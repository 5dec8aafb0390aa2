package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.slack.api.SlackTarget;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Fault;
import io.parley.fake.slack.Post;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message whose result was lost is looked for, and sent again only if it is not there. */
class LostDeliveryTest {
    @RegisterExtension
    private final OneChannel one = OneChannel.start();
    private final FakeSlack slack = one.slack;
    private final Channel channel = one.channel;

    @ParameterizedTest
    @ValueSource(strings = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
    void doesNotKnowWhatASlackThatIsOutOfOrderDid(String error) {
        slack.fail("chat.postMessage", Fault.error(error));
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(1)));
        assertThat(channel.reconcile(one.delivery(1))).isEqualTo(new DeliveryStatus.NotDelivered());
    }

    @Test
    void findsAMessageAgainWhoseAnswerWasLost() {
        channel.deliver(one.delivery(1));
        slack.fail("chat.postMessage", Fault.answerLost());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(2)));
        Post second = slack.posts("C1").getLast();
        assertThat(channel.reconcile(one.delivery(2)))
                .isInstanceOfSatisfying(DeliveryStatus.Delivered.class,
                        found -> assertThat(found.receipt().externalId()).isEqualTo("C1/" + second.ts()));
        assertThat(channel.reconcile(one.delivery(3))).isEqualTo(new DeliveryStatus.NotDelivered());
    }

    @Test
    void findsAMessageAmongOthersWithOddFields() {
        channel.deliver(one.delivery(1));
        String mark = slack.posts("C1").getFirst().metadata().toString();
        slack.fail("conversations.replies", new Fault(false, 200, "", """
                {"ok":true,"messages":[{"ts":"1.000001","metadata":"none","blocks":"none"},
                 {"ts":"1.000002","metadata":%s}]}""".formatted(mark), 0));
        assertThat(channel.reconcile(one.delivery(1))).isInstanceOfSatisfying(DeliveryStatus.Delivered.class,
                found -> assertThat(found.receipt().externalId()).isEqualTo("C1/1.000002"));
    }

    @Test
    void doesNotHurryWithWhatSlackCannotBeAskedAbout() {
        slack.workspace().keepOut("C1");
        String url = slack.url() + "/hooks/C1/U1/9";
        for (SlackTarget place : List.of(new SlackTarget.Ephemeral("C1", "U1", "t", url), one.pointed(),
                new SlackTarget.InChannel("C1", "U1", url))) {
            slack.fail("response_url", Fault.answerLost());
            assertThatExceptionOfType(UnknownDeliveryFailure.class)
                    .isThrownBy(() -> channel.deliver(one.delivery(place)))
                    .satisfies(f -> assertThat(f.retryAfter()).isEmpty());
            assertThat(channel.reconcile(one.delivery(place))).isEqualTo(new DeliveryStatus.Unknown());
        }
    }

    @Test
    void findsACorrectionAgainWhoseAnswerWasLost() {
        String target = channel.deliver(one.delivery(1)).externalId();
        String part = one.part("Corrected");
        var update = new Delivery(2, OneChannel.address("C1"), Delivery.Action.UPDATE, target, part);
        assertThat(channel.reconcile(update)).isEqualTo(new DeliveryStatus.NotDelivered());
        slack.fail("chat.update", Fault.answerLost());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(update));
        assertThat(channel.reconcile(update)).isInstanceOfSatisfying(DeliveryStatus.Delivered.class,
                found -> assertThat(found.receipt().externalId()).isEqualTo(target));
    }

    @Test
    void findsACorrectionAgainThatHadToBeSentAnew() {
        String part = one.part("Corrected");
        var update = new Delivery(2, OneChannel.address("C1"), Delivery.Action.UPDATE, "C1/1.000009", part);
        slack.fail("chat.postMessage", Fault.answerLost());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(update));
        assertThat(channel.reconcile(update)).isInstanceOf(DeliveryStatus.Delivered.class);
    }

    @Test
    void isWellAgainOnceALostMessageIsFound() {
        slack.fail("chat.postMessage", Fault.answerLost());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(1)));
        assertThat(one.state()).isEqualTo(ChannelHealth.State.DOWN);
        channel.reconcile(one.delivery(1));
        assertThat(one.state()).isEqualTo(ChannelHealth.State.UP);
    }
}
