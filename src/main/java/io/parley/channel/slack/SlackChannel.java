package io.parley.channel.slack;

import io.parley.channel.Address;
import io.parley.channel.AgentReplies;
import io.parley.channel.Capacity;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.TranslatingChannel;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.HealthTracker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.slack.api.Concern;
import io.parley.channel.slack.api.RateLimiter;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Slack as a channel. */
final class SlackChannel extends TranslatingChannel {
    private static final Capacity IN_ORDER = Capacity.of(CONCURRENCY);

    private final SlackSettings settings;
    private final RateLimiter limiter;
    private final Sender sender;
    private final DeliveryLookup lookup;
    private final TypingIndicator typing;
    private final ConnectionCheck check;
    private final HealthTracker<Concern> health;
    private final CircuitBreaker outage;
    private final Directory directory;

    SlackChannel(SlackSettings settings, BotUser bot, SlackTexts texts, SlackApi api, HealthTracker<Concern> health,
            CircuitBreaker outage, Directory directory, InstantSource clock, MonotonicClock time) {
        super(SlackTarget.SLACK, new EventReader(bot, settings)::read, new MessageRenderer(texts)::payloads);
        this.settings = settings;
        this.limiter = new RateLimiter(settings.limits(), time);
        this.sender = new Sender(api, health, limiter, outage, texts);
        this.lookup = new DeliveryLookup(api);
        this.typing = new TypingIndicator(api, texts, clock, time);
        this.check = new ConnectionCheck(api, settings);
        this.health = health;
        this.outage = outage;
        this.directory = directory;
    }

    @Override
    public Capacity capacity() {
        return outage.capacity(IN_ORDER);
    }

    @Override
    public Duration tryAcquire(Address address) {
        Duration outOfOrder = outage.left();
        Duration wait = outOfOrder.isPositive() ? outOfOrder : wait(address);
        return wait.isPositive() ? wait : outage.leave();
    }

    private Duration wait(Address address) {
        return SlackTarget.of(address).inChannel().map(channel -> limiter.tryAcquire(channel, orderingKey(address)))
                .orElse(Duration.ZERO);
    }

    /** One key per thread, by whichever way a message is sent to it. */
    @Override
    public String orderingKey(Address address) {
        return SlackTarget.of(address).visible().map(SlackTarget.InThread::written).orElse(address.value());
    }

    /** A direct message with the bot alone, and what only one person sees. */
    @Override
    public boolean isPrivate(Address address) {
        return SlackTarget.of(address).inChannel().map(channel -> channel.startsWith("D")).orElse(true);
    }

    @Override
    public Receipt deliver(Delivery delivery) {
        return with(() -> {
            Receipt receipt = sender.deliver(delivery);
            typing.ended(SlackTarget.of(delivery.address()), delivery);
            return receipt;
        });
    }

    @Override
    public DeliveryStatus reconcile(Delivery delivery) {
        DeliveryStatus resolution = with(() -> lookup.of(delivery));
        if (resolution instanceof DeliveryStatus.Delivered) {
            health.works(Concern.SENDING);
            health.works(Concern.TOKEN);
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
    public void showTyping(Address address, String externalId) {
        if (settings.on()) {
            SlackTarget.of(address).visible().ifPresent(thread -> typing.show(thread, externalId));
        }
    }

    @Override
    public Optional<Address> agentAddress() {
        return settings.agentsPlace().map(SlackTarget::address);
    }

    @Override
    public Optional<Address> agentAddress(String person) {
        return settings.agentsPlace().map(place -> new SlackTarget.OneAgent(place.channel(), person).address());
    }

    @Override
    public Optional<Address> directAddress(String person) {
        return settings.on() ? Optional.of(new SlackTarget.Member(person).address()) : Optional.empty();
    }

    @Override
    public Set<String> staff(Collection<String> people) {
        return hasStaff() ? directory.members(people) : Set.of();
    }

    @Override
    public boolean hasStaff() {
        return settings.on() && settings.staff();
    }

    @Override
    public AgentReplies agentReplies() {
        return settings.agentReplies();
    }

    @Override
    public ChannelHealth health() {
        if (!settings.on()) {
            return new ChannelHealth(ChannelHealth.State.OFF, "PARLEY_SLACK_BOT_TOKEN is not set");
        }
        return health.health(settings.socket() ? "events come over Socket Mode" : "events come to /slack/events");
    }

    @Override
    public ChannelHealth check() {
        return settings.on() ? check.now() : health();
    }
}
