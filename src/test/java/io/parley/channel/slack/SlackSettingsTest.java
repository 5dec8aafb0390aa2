package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.channel.AgentReplies;
import io.parley.channel.slack.api.SlackSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlackSettingsTest {
    private static SlackSettings settings(@Nullable String bot, @Nullable String app, @Nullable String secret) {
        return new SlackSettings(bot, app, secret, URI.create("https://slack.com"), SlackSettings.Threads.ALL, null,
                AgentReplies.ASK, false,
                Duration.ofSeconds(15), Given.NO_LIMITS);
    }

    @Test
    void isOffWithoutAnything() {
        assertThat(settings(null, "", " ").on()).isFalse();
    }

    @Test
    void refusesABlankSigningSecretWithoutAnAppToken() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("xoxb-1", null, " "))
                .withMessageContaining("PARLEY_SLACK_SIGNING_SECRET");
    }

    @Test
    void refusesToTakeWhatItCouldNotAnswer() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(null, null, "secret"))
                .withMessageContaining("PARLEY_SLACK_BOT_TOKEN");
    }

    @Test
    void takesNothingOverHttpWithABlankSecret() {
        SlackSettings settings = settings("xoxb-1", "xapp-1", " ");
        assertThat(settings.socket()).isTrue();
        assertThat(settings.http()).isFalse();
    }

    @Test
    void wantsTheAgentChannelById() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlackSettings("xoxb-1", "xapp-1", null, URI.create("https://slack.com"),
                        SlackSettings.Threads.ALL, "#agents", AgentReplies.ASK, false, Duration.ofSeconds(6),
                        Given.NO_LIMITS))
                .withMessageContaining("PARLEY_SLACK_AGENT_CHANNEL");
    }

    @Test
    void showsNoSecret() {
        assertThat(settings("xoxb-1", "xapp-1", "hidden").toString()).doesNotContain("xoxb", "xapp", "hidden");
    }
}
