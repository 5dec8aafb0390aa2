package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.Fault;
import org.junit.jupiter.api.Test;

/** Slack failing in one way or another while somebody asks. */
class RecoveryApplicationTest extends SlackApplication {
    @Test
    void sendsNoneTwiceWhoseResultWasLost() {
        slack.fail("chat.postMessage", Fault.answerLost());
        String ts = slack.say(direct, "U1", QUESTION, null);
        answer(direct, ts);
        everythingIsUnderstood();
        assertThat(slack.answers(direct, ts)).hasSize(1);
        assertThat(slack.calls("conversations.replies")).isNotEmpty();
    }

    @Test
    void waitsAsLongAsSlackAsksAndGetsOverItsFailures() {
        slack.fail("chat.postMessage", Fault.limited(1), Fault.status(500),
                Fault.error("internal_error"), Fault.slow(4_000));
        String ts = slack.say(direct, "U1", QUESTION, null);
        answer(direct, ts);
        everythingIsUnderstood();
        assertThat(slack.answers(direct, ts)).hasSize(1);
    }

    @Test
    void keepsAnswersWhileTheTokenIsWrongAndSaysSo() {
        slack.revoke(true);
        String ts = slack.say(direct, "U1", QUESTION, null);
        await().until(() -> health().contains("PARLEY_SLACK_BOT_TOKEN"));
        assertThat(slack.answers(direct, ts)).isEmpty();
        slack.revoke(false);
        long mended = System.nanoTime();
        answer(direct, ts);
        System.out.printf("Answered %.1f s after the token was mended%n", (System.nanoTime() - mended) / 1e9);
        everythingIsUnderstood();
        assertThat(slack.answers(direct, ts)).hasSize(1);
        assertThat(health()).doesNotContain("PARLEY_SLACK_BOT_TOKEN");
    }
}
