package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.channel.AgentReplies;
import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Delivery;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Fault;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The result of a delivery for each response of Slack. */
class DeliveryTest {
    @RegisterExtension
    private final OneChannel one = OneChannel.start();
    private final FakeSlack slack = one.slack;
    private final Channel channel = one.channel;

    @ParameterizedTest
    @ValueSource(strings = {"channel_not_found", "is_archived", "not_in_channel", "restricted_action",
            "something_new"})
    void givesUpWhatSlackWillNeverTake(String error) {
        slack.fail("chat.postMessage", Fault.error(error));
        assertThatExceptionOfType(PermanentDeliveryFailure.class).isThrownBy(() -> channel.deliver(one.delivery(1)))
                .withMessageContaining(error);
    }

    /** The types of Slack's library would not take this answer, and the message would be sent again. */
    @Test
    void readsAnAnswerWithAnOddFieldInTheMessage() {
        slack.fail("chat.postMessage", new Fault(false, 200, "",
                "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"7.000001\",\"message\":{\"blocks\":\"none\"}}", 0));
        assertThat(channel.deliver(one.delivery(1)).externalId()).isEqualTo("C1/7.000001");
    }

    @Test
    void putsOrdinaryButtonsWhereFeedbackButtonsAreNotTaken() {
        slack.workspace().withoutFeedbackButtons();
        channel.deliver(one.delivery(1));
        channel.deliver(one.delivery(2));
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
        channel.render(OneChannel.message(text, choices, citations)).forEach(part -> channel
                .deliver(
                        new Delivery(1, new SlackTarget.InThread("C1", OneChannel.ROOT).address(), Delivery.Action.SEND,
                                null, part)));
        assertThat(slack.violations()).isEmpty();
        assertThat(slack.posts("C1").getFirst().blocks().toString()).contains("*bold*",
                "<https://x.example/?a&amp;b|site>");
    }

    @Test
    void namesTheScopeThatIsMissing() {
        slack.grant("chat:write,commands,app_mentions:read,im:history,groups:history,mpim:history,assistant:write,"
                + "channels:history");
        ChannelHealth health = channel.check();
        assertThat(health.state()).isEqualTo(ChannelHealth.State.DOWN);
        assertThat(health.detail()).contains("reactions:read").doesNotContain("chat:write");
        slack.revoke(true);
        assertThat(channel.check().detail()).contains("PARLEY_SLACK_BOT_TOKEN");
    }

    @Test
    void namesTheScopeThatTheAppTokenLacks() {
        SlackSettings bySocket = new SlackSettings(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, null, slack.url(),
                SlackSettings.Threads.ALL, null, AgentReplies.ASK, false, Duration.ofSeconds(2), Given.NO_LIMITS);
        ConnectionCheck check = new ConnectionCheck(one.api, bySocket);
        assertThat(check.now().state()).isEqualTo(ChannelHealth.State.UP);
        slack.fail("apps.connections.open", new Fault(false, 200, "",
                "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"connections:write\"}", 0));
        assertThat(check.now().detail()).contains("connections:write", "PARLEY_SLACK_APP_TOKEN");
    }

    @Test
    void sendsToItsAskerWhenThePlaceForAnswersIsUsedUp() {
        String url = slack.url() + "/hooks/C1/U1/9";
        var asker = new SlackTarget.Ephemeral("C1", "U1", "t", url);
        String part = one.part("Hello");
        for (int i = 0; i < 6; i++) {
            channel.deliver(new Delivery(i, asker.address(), Delivery.Action.SEND, null, part));
        }
        assertThat(slack.posts("C1")).hasSize(5);
        assertThat(slack.posts("D1")).hasSize(1);
    }

    @Test
    void sendsToWhoPointedWhenThePlaceForAnswersIsUsedUp() {
        slack.workspace().keepOut("C1");
        for (int i = 0; i < 6; i++) {
            channel.deliver(one.delivery(one.pointed()));
        }
        assertThat(slack.posts("C1")).hasSize(5);
        assertThat(slack.posts("D1")).hasSize(1)
                .allSatisfy(post -> assertThat(FakeSlack.values(post)).contains("p:77:at/C1/" + OneChannel.ROOT));
    }

    @Test
    void sendsToNoPlaceThatIsNotSlacks() {
        var asker = new SlackTarget.Ephemeral("C1", "U1", "t", "http://127.0.0.1:1/steal");
        String part = one.part("Hello");
        channel.deliver(new Delivery(1, asker.address(), Delivery.Action.SEND, null, part));
        assertThat(slack.posts("D1")).hasSize(1);
    }
}
