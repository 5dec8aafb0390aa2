package io.parley.channel.slack;

import io.parley.channel.Address;
import io.parley.channel.AnswerSource;
import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Delivery;
import io.parley.channel.OutboundMessage;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.HealthTracker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import io.parley.fake.slack.FakeSlack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The channel of one instance, a workspace beside it, and a clock that a test turns. As an extension of a test class it is closed
 * after each test.
 */
final class OneChannel implements AutoCloseable, AfterEachCallback {
    static final String ROOT = "1700000000.000001";

    final FakeSlack slack;
    final SlackApi api;
    final Channel channel;
    private final Instant[] now;

    private OneChannel(FakeSlack slack, SlackSettings.Limits limits, Instant... now) {
        this.slack = slack;
        this.now = now;
        InstantSource clock = () -> now[0];
        MonotonicClock time = new MonotonicClock(() -> now[0].toEpochMilli() * 1_000_000);
        CircuitBreaker outage = new CircuitBreaker(time);
        SlackSettings settings = Given.settings(slack, limits);
        this.api = new SlackApi(settings, outage, time);
        this.channel = new SlackChannel(settings, new BotUser(), new SlackTexts(), api, new HealthTracker<>(clock),
                outage, new Directory(api, new BotUser()),
                clock, time);
    }

    static OneChannel start() {
        return start(Given.NO_LIMITS);
    }

    static OneChannel start(SlackSettings.Limits limits) {
        return new OneChannel(FakeSlack.start(), limits, Instant.ofEpochSecond(1_700_000_000));
    }

    /** Another instance at the same workspace, with the same clock. */
    OneChannel another() {
        return new OneChannel(slack, Given.NO_LIMITS, now);
    }

    /** Lets time pass. */
    void turn(Duration by) {
        now[0] = now[0].plus(by);
    }

    void turn(int seconds) {
        turn(Duration.ofSeconds(seconds));
    }

    static OutboundMessage message(String text, List<Choice> choices, List<Citation> citations) {
        return new OutboundMessage("1", "77", null, AnswerSource.FAQ, null, 0.9, text, choices, citations, true, true,
                false);
    }

    static Address address(String channel) {
        return new SlackTarget.InThread(channel, ROOT).address();
    }

    /** How the channel is. */
    ChannelHealth.State state() {
        return channel.health().state();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    /** How long a message into a channel has to wait. */
    Duration wait(String to) {
        return channel.tryAcquire(address(to));
    }

    String part(String text) {
        return channel.render(message(text, List.of(), List.of())).getFirst();
    }

    Delivery delivery(long id, Address address) {
        return new Delivery(id, address, Delivery.Action.SEND, null, part("Hello"));
    }

    Delivery delivery(long id) {
        return delivery(id, address("C1"));
    }

    Delivery delivery(SlackTarget place) {
        return delivery(1, place.address());
    }

    /** A message that somebody pointed at, where the bot may be no member. */
    SlackTarget.ShortcutReply pointed() {
        return new SlackTarget.ShortcutReply(new SlackTarget.InThread("C1", ROOT), "U1",
                slack.url() + "/hooks/C1/U1/9");
    }

    @Override
    public void close() {
        api.close();
        slack.close();
    }
}
