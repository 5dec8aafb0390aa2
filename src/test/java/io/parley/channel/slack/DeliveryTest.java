package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Delivery;
import io.parley.channel.OutboundMessage;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.Resolution;
import io.parley.channel.Source;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Fault;
import io.parley.fake.slack.Post;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a delivery, whatever Slack does. */
class DeliveryTest {
    private static final String ROOT = "1700000000.000001";

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final InstantSource clock = () -> now;
    private final FakeSlack slack = FakeSlack.start();
    private final Outage outage = new Outage(clock);
    private final WebApi api = new WebApi(Given.settings(slack), outage, clock);
    private final Channel channel = new SlackChannel(Given.settings(slack), new BotUser(), new SlackTexts(), api,
            new Vitals(clock), outage, clock);

    @AfterEach
    void close() {
        api.close();
        slack.close();
    }

    private static OutboundMessage message(String text, List<Choice> choices, List<Citation> citations) {
        return new OutboundMessage("1", "77", null, Source.FAQ, null, 0.9, text, choices, citations, true, true,
                false);
    }

    private static Address address(String channel) {
        return new Place.InThread(channel, ROOT).address();
    }

    private Delivery delivery(long id) {
        String part = channel.render(message("Hello", List.of(), List.of())).getFirst();
        return new Delivery(id, new Place.InThread("C1", ROOT).address(), Delivery.Action.SEND, null, part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel_not_found", "is_archived", "not_in_channel", "restricted_action",
            "something_new"})
    void givesUpWhatSlackWillNeverTake(String error) {
        slack.fail("chat.postMessage", Fault.error(error));
        assertThatExceptionOfType(PermanentDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(1)))
                .withMessageContaining(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_auth", "token_revoked", "account_inactive", "missing_scope"})
    void keepsWhatWaitsForTheInstallationToBeMended(String error) {
        slack.fail("chat.postMessage", Fault.error(error));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(1)))
                .withMessageContaining(error)
                .satisfies(f -> assertThat(f.retryAfter()).hasValue(Outage.TRY_TOKEN_AGAIN));
        assertThat(channel.health().state()).isEqualTo(ChannelHealth.State.DOWN);
        assertThat(channel.leave(address("C9"))).isPositive();
        channel.deliver(delivery(1));
        assertThat(channel.health().state()).isEqualTo(ChannelHealth.State.UP);
        assertThat(channel.leave(address("C9"))).isZero();
    }

    @Test
    void keepsWaitingForTheInstallationWhenSlackRefusesSomethingElse() {
        slack.fail("chat.postMessage", Fault.error("invalid_auth"), Fault.error("is_archived"));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(1)));
        now = now.plusSeconds(9);
        assertThat(channel.leave(address("C1"))).isZero();
        assertThatExceptionOfType(PermanentDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(2)));
        assertThat(channel.leave(address("C9"))).isPositive();
        channel.deliver(delivery(1));
        assertThat(channel.leave(address("C9"))).isZero();
    }

    @Test
    void asksOnlyNowAndThenWhetherSlackIsBack() {
        slack.fail("chat.postMessage", Fault.status(500), Fault.status(502), Fault.status(503));
        for (int i = 1; i <= 3; i++) {
            long id = i;
            assertThat(channel.leave(address("C1"))).isZero();
            assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(id)))
                    .satisfies(f -> assertThat(f.retryAfter()).hasValue(Outage.TRY_AGAIN));
        }
        assertThat(channel.leave(address("C1"))).isPositive();
        assertThat(channel.leave(address("C2"))).isPositive();
        now = now.plusSeconds(3);
        assertThat(channel.leave(address("C1"))).isZero();
        assertThat(channel.leave(address("C2"))).isPositive();
        channel.deliver(delivery(1));
        assertThat(channel.leave(address("C2"))).isZero();
    }

    @Test
    void waitsWithOneChannelAndGoesOnInOthers() {
        slack.fail("chat.postMessage", Fault.limited(7));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(1)));
        assertThat(channel.leave(address("C1"))).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
        assertThat(channel.leave(address("C2"))).isZero();
        now = now.plusSeconds(8);
        assertThat(channel.leave(address("C1"))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
    void doesNotKnowWhatASlackThatIsOutOfOrderDid(String error) {
        slack.fail("chat.postMessage", Fault.error(error));
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(1)));
        assertThat(channel.resolve(delivery(1))).isEqualTo(new Resolution.NotDelivered());
    }

    @Test
    void waitsAsLongAsSlackSays() {
        slack.fail("chat.postMessage", Fault.limited(7));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(1)))
                .satisfies(f -> assertThat(f.retryAfter()).hasValue(Duration.ofSeconds(7)));
    }

    @Test
    void findsAMessageAgainWhoseAnswerWasLost() {
        channel.deliver(delivery(1));
        slack.fail("chat.postMessage", Fault.answerLost());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(2)));
        Post second = slack.posts("C1").getLast();
        assertThat(channel.resolve(delivery(2)))
                .isInstanceOfSatisfying(Resolution.Delivered.class,
                        found -> assertThat(found.receipt().messageId()).isEqualTo("C1/" + second.ts()));
        assertThat(channel.resolve(delivery(3))).isEqualTo(new Resolution.NotDelivered());
    }

    @Test
    void cannotReachASlackThatIsDown() {
        slack.down();
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(1)));
        assertThat(channel.health().state()).isEqualTo(ChannelHealth.State.DOWN);
        slack.up();
        channel.deliver(delivery(1));
        assertThat(channel.health().state()).isEqualTo(ChannelHealth.State.UP);
    }

    @Test
    void putsOrdinaryButtonsWhereFeedbackButtonsAreNotTaken() {
        slack.workspace().withoutFeedbackButtons();
        channel.deliver(delivery(1));
        channel.deliver(delivery(2));
        assertThat(slack.posts("C1")).hasSize(2)
                .allSatisfy(post -> assertThat(FakeSlack.values(post)).contains("u:77", "d:77", "p:77"));
        assertThat(slack.calls("chat.postMessage")).hasSize(3);
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void keepsToEveryLimitAndLetsNothingCallPeople() {
        var choices = new ArrayList<Choice>();
        var citations = new ArrayList<Citation>();
        for (int i = 0; i < 12; i++) {
            choices.add(new Choice(Integer.toString(i), "<!channel> & <@U1> ".repeat(20)));
            citations.add(new Citation("<!here> ".repeat(40), "https://shop.example/" + i + "?a=1&b=<x>"));
            citations.add(new Citation("title | & <", "https://shop.example/" + i + "?a=1&b=2|3"));
        }
        String text = "<!channel> <@U123> & **bold** [site](https://x.example/?a&b) <https://x|y> ".repeat(300);
        channel.render(message(text, choices, citations)).forEach(part -> channel
                .deliver(new Delivery(1, new Place.InThread("C1", ROOT).address(), Delivery.Action.SEND, null, part)));
        assertThat(slack.violations()).isEmpty();
        assertThat(slack.posts("C1").getFirst().blocks().toString()).contains("*bold*",
                "<https://x.example/?a&amp;b|site>");
    }

    @Test
    void namesTheScopeThatIsMissing() {
        slack.grant("chat:write,commands,app_mentions:read,im:history,groups:history,mpim:history,assistant:write,"
                + "channels:history");
        ChannelHealth health = channel.examine();
        assertThat(health.state()).isEqualTo(ChannelHealth.State.DOWN);
        assertThat(health.detail()).contains("reactions:read").doesNotContain("chat:write");
        slack.revoke(true);
        assertThat(channel.examine().detail()).contains("PARLEY_SLACK_BOT_TOKEN");
    }

    @Test
    void namesTheScopeThatTheAppTokenLacks() {
        SlackSettings bySocket = new SlackSettings(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, null, slack.url(),
                SlackSettings.Threads.ALL, null, Duration.ofSeconds(2), Given.NO_LIMITS);
        Examination examination = new Examination(api, bySocket);
        assertThat(examination.now().state()).isEqualTo(ChannelHealth.State.UP);
        slack.fail("apps.connections.open", new Fault(false, 200, "",
                "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"connections:write\"}", 0));
        assertThat(examination.now().detail()).contains("connections:write", "PARLEY_SLACK_APP_TOKEN");
    }

    @Test
    void sendsToItsAskerWhenThePlaceForAnswersIsUsedUp() {
        String url = slack.url() + "/hooks/C1/U1/9";
        var one = new Place.ForOne("C1", "U1", "t", url);
        String part = channel.render(message("Hello", List.of(), List.of())).getFirst();
        for (int i = 0; i < 6; i++) {
            channel.deliver(new Delivery(i, one.address(), Delivery.Action.SEND, null, part));
        }
        assertThat(slack.posts("C1")).hasSize(5);
        assertThat(slack.posts("D1")).hasSize(1);
    }

    private Delivery delivery(Place place) {
        String part = channel.render(message("Hello", List.of(), List.of())).getFirst();
        return new Delivery(1, place.address(), Delivery.Action.SEND, null, part);
    }

    private Place.Pointed pointed() {
        return new Place.Pointed(new Place.InThread("C1", ROOT), "U1", slack.url() + "/hooks/C1/U1/9");
    }

    @Test
    void doesNotHurryWithWhatSlackCannotBeAskedAbout() {
        slack.workspace().keepOut("C1");
        String url = slack.url() + "/hooks/C1/U1/9";
        for (Place place : List.of(new Place.ForOne("C1", "U1", "t", url), pointed(),
                new Place.ForAll("C1", "U1", url))) {
            slack.fail("response_url", Fault.answerLost());
            assertThatExceptionOfType(UnknownDeliveryFailure.class)
                    .isThrownBy(() -> channel.deliver(delivery(place)))
                    .satisfies(f -> assertThat(f.retryAfter()).isEmpty());
            assertThat(channel.resolve(delivery(place))).isEqualTo(new Resolution.CannotTell());
        }
    }

    @Test
    void sendsToWhoPointedWhenThePlaceForAnswersIsUsedUp() {
        slack.workspace().keepOut("C1");
        for (int i = 0; i < 6; i++) {
            channel.deliver(delivery(pointed()));
        }
        assertThat(slack.posts("C1")).hasSize(5);
        assertThat(slack.posts("D1")).hasSize(1)
                .allSatisfy(post -> assertThat(FakeSlack.values(post)).contains("p:77:at/C1/" + ROOT));
    }

    @Test
    void findsACorrectionAgainWhoseAnswerWasLost() {
        String target = channel.deliver(delivery(1)).messageId();
        String part = channel.render(message("Corrected", List.of(), List.of())).getFirst();
        var update = new Delivery(2, address("C1"), Delivery.Action.UPDATE, target, part);
        assertThat(channel.resolve(update)).isEqualTo(new Resolution.NotDelivered());
        slack.fail("chat.update", Fault.answerLost());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(update));
        assertThat(channel.resolve(update)).isInstanceOfSatisfying(Resolution.Delivered.class,
                found -> assertThat(found.receipt().messageId()).isEqualTo(target));
    }

    @Test
    void findsACorrectionAgainThatHadToBeSentAnew() {
        String part = channel.render(message("Corrected", List.of(), List.of())).getFirst();
        var update = new Delivery(2, address("C1"), Delivery.Action.UPDATE, "C1/1.000009", part);
        slack.fail("chat.postMessage", Fault.answerLost());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(update));
        assertThat(channel.resolve(update)).isInstanceOf(Resolution.Delivered.class);
    }

    private ChannelHealth.State state() {
        return channel.health().state();
    }

    @Test
    void isWellAgainOnceALostMessageIsFound() {
        slack.fail("chat.postMessage", Fault.answerLost());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(delivery(1)));
        assertThat(state()).isEqualTo(ChannelHealth.State.DOWN);
        channel.resolve(delivery(1));
        assertThat(state()).isEqualTo(ChannelHealth.State.UP);
    }

    @Test
    void isWellAgainOnceAMessageIsTakenAway() {
        String target = channel.deliver(delivery(1)).messageId();
        var deletion = new Delivery(2, address("C1"), Delivery.Action.DELETE, target, "");
        slack.fail("chat.delete", Fault.status(500));
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> channel.deliver(deletion));
        assertThat(state()).isEqualTo(ChannelHealth.State.DOWN);
        channel.deliver(deletion);
        assertThat(state()).isEqualTo(ChannelHealth.State.UP);
    }

    @Test
    void isWellAgainOnceSomebodyIsToldWhereItIsNoMember() {
        slack.workspace().keepOut("C1");
        slack.fail("response_url", Fault.status(500));
        assertThatExceptionOfType(UnknownDeliveryFailure.class)
                .isThrownBy(() -> channel.deliver(delivery(pointed())));
        assertThat(state()).isEqualTo(ChannelHealth.State.DOWN);
        channel.deliver(delivery(pointed()));
        assertThat(state()).isEqualTo(ChannelHealth.State.UP);
    }

    @Test
    void sendsToNoPlaceThatIsNotSlacks() {
        var one = new Place.ForOne("C1", "U1", "t", "http://127.0.0.1:1/steal");
        String part = channel.render(message("Hello", List.of(), List.of())).getFirst();
        channel.deliver(new Delivery(1, one.address(), Delivery.Action.SEND, null, part));
        assertThat(slack.posts("D1")).hasSize(1);
    }
}
