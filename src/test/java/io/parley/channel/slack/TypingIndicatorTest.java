package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.AnswerSource;
import io.parley.channel.Channel;
import io.parley.channel.Delivery;
import io.parley.channel.OutboundMessage;
import io.parley.channel.slack.api.SlackTarget;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Fault;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How people see that the bot works on an answer. */
class TypingIndicatorTest {
    private static final String QUESTION = OneChannel.ROOT;
    private static final String FOLLOW_UP = "1700000000.000002";
    private static final String SET_STATUS = "assistant.threads.setStatus";

    private final OneChannel one = OneChannel.start();
    private final FakeSlack slack = one.slack;
    private final Channel channel = one.channel;

    @AfterEach
    void close() {
        one.close();
        assertThat(slack.violations()).isEmpty();
    }

    private static void show(Channel channel, String asked) {
        channel.showTyping(new SlackTarget.InThread("C1", QUESTION).address(), "C1/" + asked);
    }

    private static void answer(Channel channel, String asked) {
        var message = new OutboundMessage("1", "77", "C1/" + asked, AnswerSource.FAQ, null, 0.9, "Hello", List.of(),
                List.of(), true, true, false);
        channel.deliver(new Delivery(1, new SlackTarget.InThread("C1", QUESTION).address(), Delivery.Action.SEND, null,
                channel.render(message).getFirst()));
    }

    private void hasEyesOn(String... questions) {
        await().untilAsserted(() -> assertThat(slack.reactions())
                .containsExactlyInAnyOrder(Arrays.stream(questions).map(q -> "C1/" + q + "/eyes")
                        .toArray(String[]::new)));
    }

    @Test
    void showsAStatusOnceAndNoEyes() {
        show(channel, QUESTION);
        show(channel, QUESTION);
        await().until(() -> slack.calls(SET_STATUS).size() == 1);
        one.turn(5);
        answer(channel, QUESTION);
        show(channel, FOLLOW_UP);
        await().until(() -> slack.calls(SET_STATUS).size() == 2);
        assertThat(slack.calls("reactions.add")).isEmpty();
        assertThat(slack.calls("reactions.remove")).isEmpty();
    }

    @Test
    void putsEyesOnTheQuestionWhereNoStatusIsTakenAndTakesThemAway() {
        slack.workspace().withoutStatus();
        show(channel, QUESTION);
        hasEyesOn(QUESTION);
        answer(channel, QUESTION);
        hasEyesOn();
        show(channel, FOLLOW_UP);
        hasEyesOn(FOLLOW_UP);
        answer(channel, FOLLOW_UP);
        hasEyesOn();
        assertThat(slack.calls(SET_STATUS)).hasSize(1);
    }

    @Test
    void takesEyesAwayThatAnotherInstancePutThere() {
        slack.workspace().withoutStatus();
        show(one.another().channel, QUESTION);
        hasEyesOn(QUESTION);
        one.turn(5);
        answer(channel, QUESTION);
        hasEyesOn();
    }

    @Test
    void leavesOutWhatSlackAsksToWaitWith() {
        slack.fail(SET_STATUS, Fault.limited(60));
        show(channel, QUESTION);
        await().until(() -> slack.calls(SET_STATUS).size() == 1);
        answer(channel, QUESTION);
        show(channel, FOLLOW_UP);
        one.turn(61);
        answer(channel, FOLLOW_UP);
        show(channel, FOLLOW_UP);
        await().until(() -> slack.calls(SET_STATUS).size() > 1);
        assertThat(slack.calls(SET_STATUS)).as("none while Slack asked to wait").hasSize(2);
        assertThat(slack.reactions()).isEmpty();
    }

    @Test
    void showsAStatusAgainBeforeSlackForgetsIt() {
        show(channel, QUESTION);
        await().until(() -> slack.calls(SET_STATUS).size() == 1);
        one.turn(99);
        show(channel, QUESTION);
        assertThat(slack.calls(SET_STATUS)).hasSize(1);
        one.turn(2);
        show(channel, QUESTION);
        await().until(() -> slack.calls(SET_STATUS).size() == 2);
    }

    @Test
    void showsAStatusAgainOnceTheWaitIsOverThatSlackAskedFor() {
        slack.fail(SET_STATUS, Fault.limited(60));
        show(channel, QUESTION);
        await().until(() -> slack.calls(SET_STATUS).size() == 1);
        answer(channel, QUESTION);
        one.turn(61);
        show(channel, FOLLOW_UP);
        await().until(() -> slack.calls(SET_STATUS).size() == 2);
    }
}
