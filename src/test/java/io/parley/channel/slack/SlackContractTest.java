package io.parley.channel.slack;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelContract;
import io.parley.channel.RawEvent;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.HealthTracker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SlackContractTest extends ChannelContract {
    private static final String ROOT = "1700000000.000001";

    private final FakeSlack slack = FakeSlack.start();
    private final SlackSettings settings = Given.settings(slack);
    private final CircuitBreaker outage = new CircuitBreaker(MonotonicClock.system());
    private final SlackApi api = new SlackApi(settings, outage, MonotonicClock.system());
    private final Channel channel = new SlackChannel(settings, new BotUser(), new SlackTexts(), api,
            new HealthTracker<>(InstantSource.system()), outage, new Directory(api, new BotUser()),
            InstantSource.system(), MonotonicClock.system());
    private int messages;

    @AfterEach
    void close() {
        api.close();
        slack.close();
        Assertions.assertThat(slack.violations()).isEmpty();
    }

    @Override
    protected Channel channel() {
        return channel;
    }

    @Override
    protected Address person() {
        return new SlackTarget.InThread("D1", ROOT).address();
    }

    @Override
    protected RawEvent written(String text) {
        ObjectNode content = JsonMapper.shared().createObjectNode().put("type", "event_callback").put("event_id",
                "Ev" + ++messages);
        content.putObject("event").put("type", "message").put("channel", "D1").put("channel_type", "im")
                .put("user", "U1").put("thread_ts", ROOT).put("ts", "1700000000.00010" + messages)
                .put("text", SlackText.escaped(text));
        byte[] body = content.toString().getBytes(StandardCharsets.UTF_8);
        return SlackPayload.of(body).orElseThrow().raw(body, Instant.EPOCH);
    }

    @Override
    protected List<String> shown() {
        return slack.answers("D1", ROOT).stream().map(Post::seen).toList();
    }
}
