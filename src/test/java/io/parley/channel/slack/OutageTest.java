package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Delivery;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack out of order, asking to wait, or not letting the bot in: what waits meanwhile, and how it is known. */
class OutageTest {
    @RegisterExtension
    private final OneChannel one = OneChannel.start();
    private final FakeSlack slack = one.slack;
    private final Channel channel = one.channel;

    @ParameterizedTest
    @ValueSource(strings = {"invalid_auth", "token_revoked", "account_inactive", "missing_scope"})
    void keepsWhatWaitsForTheInstallationToBeMended(String error) {
        slack.fail("chat.postMessage", Fault.error(error));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(1)))
                .withMessageContaining(error)
                .satisfies(f -> assertThat(f.retryAfter()).hasValue(CircuitBreaker.TRY_TOKEN_AGAIN));
        assertThat(one.state()).isEqualTo(ChannelHealth.State.DOWN);
        assertThat(one.wait("C9")).isPositive();
        channel.deliver(one.delivery(1));
        assertThat(one.state()).isEqualTo(ChannelHealth.State.UP);
        assertThat(one.wait("C9")).isZero();
    }

    @Test
    void keepsWaitingForTheInstallationWhenSlackRefusesSomethingElse() {
        slack.fail("chat.postMessage", Fault.error("invalid_auth"), Fault.error("is_archived"));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(1)));
        one.turn(9);
        assertThat(one.wait("C1")).isZero();
        assertThatExceptionOfType(PermanentDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(2)));
        assertThat(one.wait("C9")).isPositive();
        channel.deliver(one.delivery(1));
        assertThat(one.wait("C9")).isZero();
    }

    @Test
    void asksOnlyNowAndThenWhetherSlackIsBack() {
        slack.fail("chat.postMessage", Fault.status(500), Fault.status(502), Fault.status(503));
        for (int i = 1; i <= 3; i++) {
            long id = i;
            assertThat(one.wait("C1")).isZero();
            assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(id)))
                    .satisfies(f -> assertThat(f.retryAfter()).hasValue(CircuitBreaker.TRY_AGAIN));
        }
        assertThat(one.wait("C1")).isPositive();
        assertThat(one.wait("C2")).isPositive();
        one.turn(3);
        assertThat(one.wait("C1")).isZero();
        assertThat(one.wait("C2")).isPositive();
        channel.deliver(one.delivery(1));
        assertThat(one.wait("C2")).isZero();
    }

    @Test
    void waitsWithOneChannelAndGoesOnInOthers() {
        slack.fail("chat.postMessage", Fault.limited(7));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(1)));
        assertThat(one.wait("C1")).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
        assertThat(one.wait("C2")).isZero();
        one.turn(8);
        assertThat(one.wait("C1")).isZero();
    }

    @Test
    void waitsAsLongAsSlackSays() {
        slack.fail("chat.postMessage", Fault.limited(7));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(1)))
                .satisfies(f -> assertThat(f.retryAfter()).hasValue(Duration.ofSeconds(7)));
    }

    @Test
    void cannotReachASlackThatIsDown() {
        slack.down();
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(1)));
        assertThat(one.state()).isEqualTo(ChannelHealth.State.DOWN);
        slack.up();
        channel.deliver(one.delivery(1));
        assertThat(one.state()).isEqualTo(ChannelHealth.State.UP);
    }

    @Test
    void isWellAgainOnceAMessageIsTakenAway() {
        String target = channel.deliver(one.delivery(1)).externalId();
        var deletion = new Delivery(2, OneChannel.address("C1"), Delivery.Action.DELETE, target, "");
        slack.fail("chat.delete", Fault.status(500));
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(deletion));
        assertThat(one.state()).isEqualTo(ChannelHealth.State.DOWN);
        channel.deliver(deletion);
        assertThat(one.state()).isEqualTo(ChannelHealth.State.UP);
    }

    @Test
    void isWellAgainOnceSomebodyIsToldWhereItIsNoMember() {
        slack.workspace().keepOut("C1");
        slack.fail("response_url", Fault.status(500));
        assertThatExceptionOfType(UnknownDeliveryFailure.class)
                .isThrownBy(() -> channel.deliver(one.delivery(one.pointed())));
        assertThat(one.state()).isEqualTo(ChannelHealth.State.DOWN);
        channel.deliver(one.delivery(one.pointed()));
        assertThat(one.state()).isEqualTo(ChannelHealth.State.UP);
    }
}
