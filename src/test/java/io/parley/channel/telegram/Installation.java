package io.parley.channel.telegram;

import io.parley.channel.Address;
import io.parley.channel.AgentReplies;
import io.parley.channel.AnswerSource;
import io.parley.channel.Channel;
import io.parley.channel.Delivery;
import io.parley.channel.InboundEvent;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Receipt;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.support.MemoryInbox;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** The channel of one instance, with an inbox that keeps what it gets. */
final class Installation implements AutoCloseable {
    static final TelegramSettings.Limits NO_LIMITS = new TelegramSettings.Limits(1000, 1000, 100_000, 100_000);

    final TelegramSettings settings;
    final TelegramHealth health = new TelegramHealth(InstantSource.system());
    final Bot bot;
    final Sender sender;
    final BotApi api;
    final BotIdentity introduction;
    final Channel channel;
    final MemoryInbox inbox = new MemoryInbox();
    private final AtomicLong deliveries = new AtomicLong();
    private Thread polling = new Thread();
    private Thread learning = new Thread();

    private Installation(TelegramSettings settings) {
        this.settings = settings;
        this.bot = new Bot(settings);
        this.sender = new Sender(settings, health, new CircuitBreaker(MonotonicClock.system()));
        this.api = new BotApi(settings);
        this.introduction = new BotIdentity(settings, api, bot, new TelegramTexts());
        this.channel = new TelegramChannel(settings, bot, new TelegramTexts(),
                new SendLimits(settings.limits(), MonotonicClock.system()), sender, health);
    }

    static Installation of(TelegramSettings settings) {
        return new Installation(settings);
    }

    static Installation at(FakeTelegram telegram) {
        return new Installation(settings(telegram.url(), telegram.token(), Duration.ofSeconds(5)));
    }

    /** An instance that asks Telegram to hold polls open for a second only. */
    static Installation impatientAt(FakeTelegram telegram) {
        return new Installation(new TelegramSettings(telegram.token(), telegram.url(), TelegramSettings.Mode.POLLING,
                null, null, null, AgentReplies.ASK, Duration.ofSeconds(1), Duration.ofSeconds(5), NO_LIMITS));
    }

    static TelegramSettings settings(URI url, String token, Duration answerTimeout) {
        return new TelegramSettings(token, url, TelegramSettings.Mode.POLLING, null, null, null, AgentReplies.ASK,
                Duration.ofSeconds(20),
                answerTimeout, NO_LIMITS);
    }

    /** The poller, which only the leader runs. */
    Poller poller() {
        return new Poller(settings, api, inbox, introduction, new Acknowledgements(sender), health,
                InstantSource.system());
    }

    /** Polls as the leader does. */
    Installation poll() {
        Poller poller = poller();
        learning = Thread.ofVirtual().start(introduction::learnName);
        polling = Thread.ofPlatform().daemon().name("test-poller").start(() -> {
            try {
                poller.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    /** Stops as an instance that is no longer the leader. */
    void stopPolling() {
        polling.interrupt();
        Awaitility.await().until(() -> !polling.isAlive());
    }

    /** The received events as read by the channel, in order; waits until there are this many. */
    List<InboundEvent> heard(int count) {
        Awaitility.await().until(() -> inbox.events().size() >= count);
        return inbox.events().stream().map(channel::read).toList();
    }

    /** The last event, once there are this many. */
    InboundEvent heardLast(int count) {
        return heard(count).getLast();
    }

    static Address address(FakeChat chat) {
        return new TelegramTarget(chat.id(), chat.thread()).address();
    }

    static OutboundMessage answer(String text) {
        return new OutboundMessage("c1", "m1", null, AnswerSource.FAQ, null, 0.9, text, List.of(), List.of(), false,
                false,
                false);
    }

    /** Renders and sends all parts. */
    List<Receipt> send(FakeChat chat, OutboundMessage message) {
        var receipts = new ArrayList<Receipt>();
        channel.render(message).forEach(part -> receipts.add(channel.deliver(sending(chat, part))));
        return receipts;
    }

    Receipt send(FakeChat chat, String text) {
        return send(chat, answer(text)).getFirst();
    }

    Delivery sending(FakeChat chat, String part) {
        return new Delivery(deliveries.incrementAndGet(), address(chat), Delivery.Action.SEND, null, part);
    }

    Delivery updating(FakeChat chat, Receipt sent, String text) {
        return new Delivery(deliveries.incrementAndGet(), address(chat), Delivery.Action.UPDATE, sent.externalId(),
                channel.render(answer(text)).getFirst());
    }

    Delivery deleting(FakeChat chat, Receipt sent) {
        return new Delivery(deliveries.incrementAndGet(), address(chat), Delivery.Action.DELETE, sent.externalId(), "");
    }

    @Override
    public void close() {
        polling.interrupt();
        learning.interrupt();
        sender.close();
        api.close();
    }
}
