package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.AnswerRequested;
import io.parley.channel.InboundEvent.Ignored;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The event of the shortcut on a message. */
class ShortcutTest {
    private static InboundEvent pointingAt(String message) {
        return new ActionReader().shortcut(new SlackPayload(JsonMapper.shared().readTree("""
                {"type": "message_action", "callback_id": "answer_this", "action_ts": "1700000009.000001",
                 "user": {"id": "U2"}, "channel": {"id": "C1"}, "message": %s}""".formatted(message))), "U0BOT");
    }

    @Test
    void namesTheFilesOfAMessageWithoutWords() {
        assertThat(pointingAt("""
                {"user": "U1", "ts": "1700000000.000001", "text": "", "files": [{"name": "invoice.pdf"}]}"""))
                .isInstanceOfSatisfying(InboundEvent.AnswerRequested.class,
                        pointed -> assertThat(pointed.message().attachments()).containsExactly("invoice.pdf"));
    }

    /** The types of Slack's library would not take this message. */
    @Test
    void readsAMessageWithAnOddField() {
        assertThat(pointingAt("""
                {"user": "U1", "ts": "1700000000.000001", "text": "When do you open?", "blocks": "none"}"""))
                .isInstanceOfSatisfying(InboundEvent.AnswerRequested.class,
                        pointed -> assertThat(pointed.message().text()).isEqualTo("When do you open?"));
    }

    @Test
    void hasNothingToAnswerWithoutWordsAndFiles() {
        assertThat(pointingAt("""
                {"user": "U1", "ts": "1700000000.000001", "text": ""}""")).isInstanceOf(Ignored.class);
    }

    @Test
    void doesNotAskTheBotsOwnAnswer() {
        assertThat(pointingAt("""
                {"user": "U0BOT", "ts": "1700000000.000001", "text": "We are open from 9 to 5"}"""))
                .isInstanceOf(Ignored.class);
    }
}
