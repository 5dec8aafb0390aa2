package io.parley.channel.slack;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelName;
import io.parley.channel.Delivery;
import io.parley.channel.InboundEvent;
import io.parley.channel.OutboundMessage;
import io.parley.channel.RawEvent;
import io.parley.channel.Receipt;
import io.parley.channel.Resolution;
import io.parley.channel.TransientDeliveryFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Slack as a channel. */
final class SlackChannel implements Channel {
    /** A Slack that hangs must leave hands to the other channels. */
    private static final int MOST_AT_ONCE = 16;
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final SlackSettings settings;
    private final EventReader reader;
    private final MessageForm form;
    private final Pace pace;
    private final Sender sender;
    private final Inquiry inquiry;
    private final Working working;
    private final Examination examination;
    private final Vitals vitals;
    private final Outage outage;
    private final Semaphore hands = new Semaphore(MOST_AT_ONCE);

    SlackChannel(SlackSettings settings, BotUser bot, SlackTexts texts, WebApi api, Vitals vitals,
            Outage outage, InstantSource clock) {
        this.settings = settings;
        this.reader = new EventReader(bot, settings);
        this.form = new MessageForm(texts);
        this.pace = new Pace(settings.limits(), clock);
        this.sender = new Sender(api, vitals, pace, outage, texts);
        this.inquiry = new Inquiry(api);
        this.working = new Working(api, texts, clock);
        this.examination = new Examination(api, settings);
        this.vitals = vitals;
        this.outage = outage;
    }

    @Override
    public ChannelName name() {
        return Place.SLACK;
    }

    @Override
    public InboundEvent read(RawEvent raw) {
        return reader.read(raw);
    }

    @Override
    public List<String> render(OutboundMessage message) {
        return form.parts(message).stream().map(Part::payload).toList();
    }

    @Override
    public Duration leave(Address address) {
        if (hands.availablePermits() == 0) {
            return A_MOMENT;
        }
        Duration wait = outage.leave();
        if (wait.isPositive()) {
            return wait;
        }
        return switch (Place.of(address)) {
            case Place.InThread(String channel, String root) -> pace.leave(channel, address.value());
            case Place.Pointed pointed -> pace.leave(pointed.message().channel(), address.value());
            case Place.ForAll all -> pace.leave(all.channel(), address.value());
            case Place.Agents agents -> pace.leave(agents.channel(), address.value());
            case Place.ForOne one -> Duration.ZERO;
        };
    }

    @Override
    public Receipt deliver(Delivery delivery) {
        return with(() -> {
            Receipt receipt = sender.deliver(delivery);
            working.ended(Place.of(delivery.address()), delivery);
            return receipt;
        });
    }

    @Override
    public Resolution resolve(Delivery delivery) {
        Resolution resolution = with(() -> inquiry.of(delivery));
        if (resolution instanceof Resolution.Delivered) {
            vitals.works(Vitals.Part.SENDING);
            vitals.works(Vitals.Part.TOKEN);
        }
        return resolution;
    }

    private <T> T with(Supplier<T> work) {
        if (!settings.on()) {
            throw new TransientDeliveryFailure("Slack is not configured at present", null);
        }
        if (!hands.tryAcquire()) {
            throw new TransientDeliveryFailure("enough is under way to Slack", Outage.TRY_AGAIN);
        }
        try {
            return work.get();
        } finally {
            hands.release();
        }
    }

    @Override
    public void showWorking(Address address, String messageId) {
        if (settings.on()) {
            Place.of(address).visible().ifPresent(thread -> working.show(thread, messageId));
        }
    }

    @Override
    public Optional<Address> agents() {
        return settings.agentsPlace().map(Place::address);
    }

    @Override
    public ChannelHealth health() {
        if (!settings.on()) {
            return new ChannelHealth(ChannelHealth.State.OFF, "PARLEY_SLACK_BOT_TOKEN is not set");
        }
        return vitals.health(settings.socket() ? "events come over Socket Mode" : "events come to /slack/events");
    }

    @Override
    public ChannelHealth examine() {
        return settings.on() ? examination.now() : health();
    }
}
