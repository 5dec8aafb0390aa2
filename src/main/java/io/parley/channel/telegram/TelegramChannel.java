package io.parley.channel.telegram;

import io.parley.channel.Address;
import io.parley.channel.AgentReplies;
import io.parley.channel.Capacity;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.TranslatingChannel;
import java.time.Duration;
import java.util.Optional;

/** Telegram as a channel. */
final class TelegramChannel extends TranslatingChannel {
    private final TelegramSettings settings;
    private final SendLimits limits;
    private final Sender sender;
    private final TelegramHealth health;

    TelegramChannel(TelegramSettings settings, Bot bot, TelegramTexts texts, SendLimits limits, Sender sender,
            TelegramHealth health) {
        super(TelegramTarget.TELEGRAM, new UpdateReader(bot, settings.agentsPlace().orElse(null))::read,
                new MessageRenderer(texts)::payloads);
        this.settings = settings;
        this.limits = limits;
        this.sender = sender;
        this.health = health;
    }

    @Override
    public Capacity capacity() {
        return sender.capacity(limits.capacity(CONCURRENCY));
    }

    @Override
    public Duration tryAcquire(Address address) {
        return limits.leave(TelegramTarget.of(address).chat());
    }

    @Override
    public boolean isPrivate(Address address) {
        return !TelegramTarget.of(address).isGroup();
    }

    @Override
    public Receipt deliver(Delivery delivery) {
        if (!settings.on()) {
            throw new TransientDeliveryFailure("Telegram is not configured at present", null);
        }
        return sender.deliver(delivery);
    }

    /** Telegram has no way to ask whether a message arrived. */
    @Override
    public DeliveryStatus reconcile(Delivery delivery) {
        return new DeliveryStatus.Unknown();
    }

    @Override
    public void showTyping(Address address) {
        if (settings.on()) {
            sender.showTyping(TelegramTarget.of(address));
        }
    }

    @Override
    public Optional<Address> agentAddress() {
        return settings.agentsPlace().map(TelegramTarget::address);
    }

    @Override
    public AgentReplies agentReplies() {
        return settings.agentReplies();
    }

    @Override
    public ChannelHealth health() {
        if (!settings.on()) {
            return new ChannelHealth(ChannelHealth.State.OFF, "PARLEY_TELEGRAM_TOKEN is not set");
        }
        return health.health(switch (settings.mode()) {
            case POLLING -> "updates are fetched by the leading instance";
            case WEBHOOK -> "updates are brought to " + WebhookRegistrar.PATH;
        });
    }

    @Override
    public ChannelHealth check() {
        return settings.on() ? ConnectionCheck.of(settings) : health();
    }
}
