package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Fault;
import io.parley.fake.slack.Post;
import io.parley.support.ParleyTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with Slack over a socket. */
@ParleyTest(properties = {"parley.slack.bot-token=" + FakeSlack.BOT_TOKEN,
        "parley.slack.app-token=" + FakeSlack.APP_TOKEN, "parley.slack.limits.channel-per-second=50"})
@DirtiesContext
class SocketApplicationTest {
    private static final FakeSlack slack = FakeSlack.start();
    private static final String QUESTION = "What are your opening hours?";
    private static final String ANSWER = "Our shop in Bristol is open";

    private final Channel channel;

    @Autowired
    SocketApplicationTest(@Qualifier("slackChannel") Channel channel) {
        this.channel = channel;
    }

    @DynamicPropertySource
    static void slack(DynamicPropertyRegistry properties) {
        properties.add("parley.slack.api-url", slack::url);
    }

    /** Slack is out of order when the application starts. */
    @BeforeAll
    static void outOfOrder() {
        slack.useSocket();
        slack.fail("auth.test", Fault.status(503), Fault.error("invalid_auth"));
        slack.fail("apps.connections.open", Fault.status(500), Fault.error("internal_error"));
    }

    @AfterAll
    static void close() {
        slack.close();
    }

    private static Post ask(String place) {
        String ts = slack.say(place, "U1", QUESTION, null);
        await().until(() -> !slack.answers(place, ts).isEmpty());
        return slack.answers(place, ts).getFirst();
    }

    @Test
    void answersAndTakesPressesAndCommands() {
        Post answer = ask("D1");
        assertThat(answer.seen()).startsWith(ANSWER);
        slack.press("U1", answer, "u:");
        slack.command("C1", "U1", QUESTION);
        await().until(() -> !slack.posts("C1").isEmpty());
        await().until(slack::isIdle);
        await().until(() -> channel.health().state() == ChannelHealth.State.UP);
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void reconnectsWhateverHappensToItsConnection() {
        assertThat(ask("D2").seen()).startsWith(ANSWER);
        slack.disconnect("refresh_requested");
        assertThat(ask("D3").seen()).startsWith(ANSWER);
        slack.cut();
        assertThat(ask("D4").seen()).startsWith(ANSWER);
        slack.fail("apps.connections.open", Fault.error("internal_error"), Fault.limited(1), Fault.status(502));
        slack.disconnect("link_disabled");
        assertThat(ask("D5").seen()).startsWith(ANSWER);
        assertThat(slack.connectionsSoFar()).isGreaterThanOrEqualTo(4);
        assertThat(slack.posts("D5")).hasSize(2);
    }
}
