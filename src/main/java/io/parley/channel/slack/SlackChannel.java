package io.parley.channel.slack;

import io.parley.channel.Address;
import io.parley.channel.Capacity;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Delivery;
import io.parley.channel.MonotonicClock;
import io.parley.channel.Outage;
import io.parley.channel.Receipt;
import io.parley.channel.Resolution;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.TranslatingChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Slack as a channel. */
final class SlackChannel extends TranslatingChannel {
    private static final Capacity IN_ORDER = Capacity.of(CONCURRENCY);

    private final SlackSettings settings;
    private final Pace pace;
    private final Sender sender;
    private final Inquiry inquiry;
    private final Working working;
    private final Examination examination;
    private final Vitals vitals;
    private final Outage outage;

    SlackChannel(SlackSettings settings, BotUser bot, SlackTexts texts, WebApi api, Vitals vitals,
            Outage outage, InstantSource clock, MonotonicClock time) {
        super(Place.SLACK, new EventReader(bot, settings)::read, new MessageForm(texts)::payloads);
        this.settings = settings;
        this.pace = new Pace(settings.limits(), time);
        this.sender = new Sender(api, vitals, pace, outage, texts);
        this.inquiry = new Inquiry(api);
        this.working = new Working(api, texts, clock, time);
        this.examination = new Examination(api, settings);
        this.vitals = vitals;
        this.outage = outage;
    }

    @Override
    public Capacity capacity() {
        return outage.capacity(IN_ORDER);
    }

    @Override
    public Duration leave(Address address) {
        Duration outOfOrder = outage.left();
        Duration wait = outOfOrder.isPositive() ? outOfOrder : pace(address);
        return wait.isPositive() ? wait : outage.leave();
    }

    private Duration pace(Address address) {
        return Place.of(address).inChannel().map(channel -> pace.leave(channel, order(address)))
                .orElse(Duration.ZERO);
    }

    /** What goes into one thread, by whichever way, keeps its order. */
    @Override
    public String order(Address address) {
        return Place.of(address).visible().map(Place.InThread::written).orElse(address.value());
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
        return work.get();
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
