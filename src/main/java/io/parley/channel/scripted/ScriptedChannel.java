package io.parley.channel.scripted;

import io.parley.channel.Address;
import io.parley.channel.ButtonAction;
import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelName;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryFailure;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.ConversationReset;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageDeleted;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Person;
import io.parley.channel.RawEvent;
import io.parley.channel.Receipt;
import io.parley.channel.ThreadKey;
import io.parley.channel.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A channel without a service: what comes in is scripted, what goes out is kept in memory. It is the smallest example
 * of a channel, and tests of other packages run on it.
 */
public final class ScriptedChannel implements Channel {
    /** Its name. */
    public static final ChannelName NAME = new ChannelName("scripted");
    private static final int LONGEST_PART = 1_000;
    private static final InboundEvent NO_LINE = new Ignored("not a line of a script");

    private final JsonMapper json = JsonMapper.shared();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Map<Long, String> arrived = new ConcurrentHashMap<>();
    private volatile Consumer<Delivery> service = delivery -> {};
    private volatile Consumer<Delivery> wayBack = delivery -> {};
    private volatile Optional<Address> agents = Optional.empty();

    /**
     * A line of the script.
     *
     * @param kind {@code message}, {@code edit}, {@code delete}, {@code react}, {@code unreact}, {@code vote}, {@code choose},
     *     {@code person} or {@code reset}
     * @param id the message's id; for an edit, a reaction or a press, its own
     * @param target the message that was edited or reacted to, or the answer whose button was pressed
     * @param text what was written; for a reaction the emoji, for a vote 1, -1 or 0, for a choice its id
     */
    public record Line(String kind, String thread, String person, String id, @Nullable String target, String text,
            Instant at) {
        public Line {
            Stream.of(kind, thread, person, id, text, at).forEach(Objects::requireNonNull);
        }
    }

    /** The line as it would come in from a service. */
    public RawEvent raw(Line line) {
        return new RawEvent(NAME, line.kind() + ':' + line.id(), line.thread(), json.writeValueAsBytes(line),
                line.at());
    }

    /** Everything that was delivered, in order. */
    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** The messages that a reader sees in a thread: parts in order, updated and deleted as delivered. */
    public List<String> transcript(String thread) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Delivery delivery : deliveries) {
            if (delivery.address().value().equals(thread)) {
                show(shown, delivery);
            }
        }
        return List.copyOf(shown.values());
    }

    /** Lets the service behave otherwise: throw a {@link DeliveryFailure}, or wait. */
    public void behave(Consumer<Delivery> behaviour) {
        this.service = behaviour;
    }

    /** Lets those who help customers be told in a thread that somebody waits for them. */
    public void tellAgentsIn(String thread) {
        this.agents = Optional.of(new Address(NAME, thread));
    }

    /** Lets something happen on the service's answer's way back, when a delivery has arrived: throw, or wait. */
    public void behaveAfterwards(Consumer<Delivery> behaviour) {
        this.wayBack = behaviour;
    }

    @Override
    public ChannelName name() {
        return NAME;
    }

    @Override
    public InboundEvent read(RawEvent raw) {
        try {
            return Optional.ofNullable(json.readValue(raw.payload(), Line.class)).map(ScriptedChannel::meaning)
                    .orElse(NO_LINE);
        } catch (JacksonException | IllegalArgumentException e) {
            return NO_LINE;
        }
    }

    @Override
    public List<String> render(OutboundMessage message) {
        List<String> parts = new ArrayList<>();
        String rest = message.text();
        while (rest.length() > LONGEST_PART) {
            int end = Math.max(rest.lastIndexOf(' ', LONGEST_PART), LONGEST_PART / 2);
            parts.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        parts.add(rest);
        return parts;
    }

    @Override
    public Receipt deliver(Delivery delivery) {
        service.accept(delivery);
        deliveries.add(delivery);
        String target = delivery.target();
        String id = target == null ? "out-" + delivery.id() : target;
        arrived.put(delivery.id(), id);
        wayBack.accept(delivery);
        return new Receipt(id);
    }

    @Override
    public DeliveryStatus reconcile(Delivery delivery) {
        String id = arrived.get(delivery.id());
        return id == null ? new DeliveryStatus.NotDelivered() : new DeliveryStatus.Delivered(new Receipt(id));
    }

    @Override
    public Optional<Address> agentAddress() {
        return agents;
    }

    @Override
    public ChannelHealth health() {
        return new ChannelHealth(ChannelHealth.State.UP, "scripted");
    }

    private static void show(Map<String, String> shown, Delivery delivery) {
        String target = delivery.target();
        switch (delivery.action()) {
            case SEND -> shown.put("out-" + delivery.id(), delivery.payload());
            case UPDATE -> shown.put(String.valueOf(target), delivery.payload());
            case DELETE -> shown.remove(String.valueOf(target));
        }
    }

    private static InboundEvent meaning(Line line) {
        ThreadKey thread = new ThreadKey(NAME, line.thread());
        Address address = new Address(NAME, line.thread());
        Person person = new Person(NAME, line.person(), line.person(), null);
        return switch (line.kind()) {
            case "message" -> new MessageReceived(thread, address, person, line.id(), line.text(), null, List.of(),
                    line.at());
            case "edit" -> new MessageEdited(thread, address, person, target(line), line.text(), null, List.of(),
                    line.at());
            case "delete" -> new MessageDeleted(thread, line.id(), line.at());
            case "react" -> new ReactionChanged(target(line), person, Set.of(line.text()), Set.of(), line.at());
            case "unreact" -> new ReactionChanged(target(line), person, Set.of(), Set.of(line.text()), line.at());
            case "reset" -> new ConversationReset(thread, address, person, line.id(), line.at());
            default -> new ButtonPressed(thread, address, person, line.id(), target(line), press(line), line.at());
        };
    }

    private static ButtonAction press(Line line) {
        return switch (line.kind()) {
            case "vote" ->
                new ButtonAction.Voted(
                        Vote.of(Integer.parseInt(line.text())).orElseThrow(IllegalArgumentException::new),
                        null);
            case "choose" -> new ButtonAction.Chosen(line.text());
            case "person" -> new ButtonAction.PersonWanted();
            default -> throw new IllegalArgumentException("No line of a script is of the kind " + line.kind());
        };
    }

    private static String target(Line line) {
        String target = line.target();
        if (target == null) {
            throw new IllegalArgumentException("A line of the kind " + line.kind() + " needs a target");
        }
        return target;
    }
}
