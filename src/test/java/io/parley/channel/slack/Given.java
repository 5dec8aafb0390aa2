package io.parley.channel.slack;

import io.parley.channel.AgentReplies;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.fake.slack.FakeSlack;
import java.net.URI;
import java.time.Duration;

/** The common settings of Slack's tests. */
final class Given {
    static final SlackSettings.Limits NO_LIMITS = new SlackSettings.Limits(1000, 1000);

    static final SlackSettings OFF = new SlackSettings(null, null, null, URI.create("https://slack.com"),
            SlackSettings.Threads.ALL, null, AgentReplies.ASK, false, Duration.ofSeconds(6), NO_LIMITS);

    private Given() {}

    static SlackSettings settings(FakeSlack slack) {
        return settings(slack, NO_LIMITS);
    }

    static SlackSettings settings(FakeSlack slack, SlackSettings.Limits limits) {
        return new SlackSettings(FakeSlack.BOT_TOKEN, null, FakeSlack.SECRET, slack.url(),
                SlackSettings.Threads.ALL, null, AgentReplies.ASK, false, Duration.ofSeconds(2), limits);
    }
}
