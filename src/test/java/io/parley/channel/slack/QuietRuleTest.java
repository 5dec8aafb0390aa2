package io.parley.channel.slack;

import static io.parley.channel.slack.api.SlackSettings.Threads.ALL;
import static io.parley.channel.slack.api.SlackSettings.Threads.MENTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.AmbientMessage;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.RawEvent;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages that are answered in a thread, as configured. */
class QuietRuleTest {
    private static InboundEvent meaning(SlackSettings.Threads threads, String place, String text) {
        SlackSettings off = Given.OFF;
        BotUser bot = new BotUser();
        bot.learn("U0BOT", "T0");
        SlackSettings settings = new SlackSettings(off.botToken(), off.appToken(), off.signingSecret(), off.apiUrl(),
                threads, off.agentChannel(), off.agentReplies(), off.staff(), off.answerTimeout(), off.limits());
        byte[] body = """
                {"type":"event_callback","event_id":"Ev1","event":{"type":"message","user":"U1","text":"%s",
                 "ts":"1700000000.000009",%s}}""".formatted(text, place).getBytes(StandardCharsets.UTF_8);
        return new EventReader(bot, settings).read(new RawEvent(SlackTarget.SLACK, "Ev1", "o", body, Instant.EPOCH));
    }

    private static String thread() {
        return "\"channel\":\"C1\",\"channel_type\":\"channel\",\"thread_ts\":\"1700000000.000001\"";
    }

    @Test
    void hearsWhatIsWrittenInAThreadWithoutAMentionOnlyWhereThatIsConfigured() {
        assertThat(meaning(ALL, thread(), "And in Bath?")).isInstanceOf(InboundEvent.AmbientMessage.class);
        assertThat(meaning(MENTIONS, thread(), "And in Bath?")).isEqualTo(new Ignored("not addressed to the bot"));
    }

    @ParameterizedTest
    @EnumSource(SlackSettings.Threads.class)
    void hearsAMentionAndADirectMessageInAnyCase(SlackSettings.Threads threads) {
        assertThat(meaning(threads, thread(), "<@U0BOT> And in Bath?")).isInstanceOf(MessageReceived.class);
        assertThat(meaning(threads, "\"channel\":\"D1\",\"channel_type\":\"im\"", "And in Bath?"))
                .isInstanceOf(MessageReceived.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<@U2> what do you think?", "Hello <!here>", "<!subteam^S1> can you?", "ask <@W3|bob>"})
    void isQuietWherePeopleTalkToEachOther(String text) {
        assertThat(meaning(ALL, thread(), text)).isEqualTo(new Ignored("addressed to somebody else"));
    }
}
