package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Channel;
import io.parley.channel.slack.api.SlackTarget;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The events and messages that are processed one after the other. */
class OrderingKeysTest {
    private static final SlackTarget.InThread THREAD = new SlackTarget.InThread("C1", OneChannel.ROOT);

    private static String order(String body) {
        return OrderingKeys.key(payload(body));
    }

    private static SlackPayload payload(String body) {
        return SlackPayload.of(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static String comment(String thread) {
        return """
                {"type":"view_submission","trigger_id":"1.2.%s","user":{"id":"U1"},"view":{"callback_id":"parley_comment",
                 "private_metadata":"{\\"answer\\":\\"7\\",\\"thread\\":\\"%s\\",\\"address\\":\\"%s\\"}"}}"""
                .formatted(thread.hashCode(), thread, thread);
    }

    @Test
    void keepsACommentBehindTheVoteThatItBelongsTo() {
        String vote = """
                {"type":"block_actions","container":{"channel_id":"C1","message_ts":"1700000000.000009",
                 "thread_ts":"%s"},"actions":[{"value":"d:7"}]}""".formatted(OneChannel.ROOT);
        assertThat(order(comment(THREAD.written()))).isEqualTo(order(vote)).isEqualTo(THREAD.written());
        assertThat(order(comment("C2/1.1"))).isEqualTo("C2/1.1");
    }

    @Test
    void letsWhatBelongsToNoThreadWaitForNothing() {
        String one = "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"team_join\"}}";
        assertThat(order(one)).isEqualTo("Ev1").isNotEqualTo(order(one.replace("Ev1", "Ev2")));
        assertThat(order("{\"type\":\"view_submission\",\"trigger_id\":\"1.2.3\",\"view\":{\"callback_id\":\"x\"}}"))
                .isEqualTo("view_submission:1.2.3");
    }

    @Test
    void keepsWhatGoesIntoAThreadInOrderByWhicheverWayItCameToBeAsked() {
        try (OneChannel one = OneChannel.start()) {
            Channel channel = one.channel;
            assertThat(channel.orderingKey(one.pointed().address())).isEqualTo(channel.orderingKey(THREAD.address()))
                    .isEqualTo(THREAD.written());
            var ask = new SlackTarget.Ephemeral("C1", "U1", "t", one.slack.url() + "/hooks/C1/U1/9");
            assertThat(channel.orderingKey(ask.address())).isEqualTo(ask.address().value());
        }
    }
}
