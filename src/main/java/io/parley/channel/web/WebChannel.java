package io.parley.channel.web;

import io.parley.channel.Address;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.OutboundMessage;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.TranslatingChannel;
import io.parley.cluster.Notifications;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The web chat as a channel. A delivery writes a row and wakes the instance that holds the thread's sockets; a browser
 * that is away fetches the row when it comes back.
 */
@Component
class WebChannel extends TranslatingChannel {
    /** The topic that says: something was delivered to this thread. */
    static final String DELIVERED = "web-delivered";
    /** The topic that says: the bot works on an answer for this thread. */
    static final String WORKING = "web-working";

    private final WebMessages messages;
    private final WebSessions sessions;
    private final Notifications notifications;
    private final InstantSource clock;

    WebChannel(WebMessages messages, WebSessions sessions, Notifications notifications, InstantSource clock) {
        super(WebNames.WEB, Stored::meaning, message -> List.of(Frames.payload(message)));
        this.messages = messages;
        this.sessions = sessions;
        this.notifications = notifications;
        this.clock = clock;
    }

    @Override
    public Receipt deliver(Delivery delivery) {
        try {
            write(delivery);
        } catch (DataAccessException e) {
            // A repeated delivery is recognised, so trying again is safe even if this one was written.
            throw new TransientDeliveryFailure("The database did not take it: " + e.getClass().getSimpleName(), null);
        }
        notifications.publish(DELIVERED, delivery.address().value());
        return new Receipt(WebNames.answer(delivery.id()));
    }

    private void write(Delivery delivery) {
        switch (delivery.action()) {
            case SEND -> add(delivery, null);
            case UPDATE -> add(delivery, former(delivery.target()));
            case DELETE -> messages.add(delivery, former(delivery.target()), null, null, clock.instant());
        }
    }

    private void add(Delivery delivery, @Nullable String replaces) {
        OutboundMessage answer = Frames.answer(delivery.payload());
        messages.add(delivery, answer.messageId(), replaces, answer.inReplyTo(), clock.instant());
    }

    private String former(@Nullable String target) {
        if (target == null) {
            throw new IllegalArgumentException("A message is updated or taken away by its id");
        }
        return messages.messageIdOf(WebNames.delivery(target))
                .orElseThrow(() -> new PermanentDeliveryFailure("The message is no longer kept", false));
    }

    @Override
    public DeliveryStatus reconcile(Delivery delivery) {
        try {
            return messages.messageIdOf(delivery.id()).isPresent()
                    ? new DeliveryStatus.Delivered(new Receipt(WebNames.answer(delivery.id())))
                    : new DeliveryStatus.NotDelivered();
        } catch (DataAccessException e) {
            throw new TransientDeliveryFailure("The database does not answer: " + e.getClass().getSimpleName(), null);
        }
    }

    @Override
    public void showTyping(Address address) {
        notifications.publish(WORKING, address.value());
    }

    /** A program that makes up its session reads no more than the answers to what it asks. */
    @Override
    public Map<Address, Absence> absent(Collection<Address> addresses) {
        return sessions.without(addresses.stream().map(Address::value).toList()).stream()
                .collect(Collectors.toMap(WebNames::address, thread -> Absence.GONE));
    }

    /** Visitors are told apart by the address that they come from; those of whom it is not known count as one. */
    @Override
    public Optional<String> voter(Address address) {
        return Optional.of("");
    }

    /** A session that its caller made up can be guessed by others. */
    @Override
    public boolean isPrivate(Address address) {
        return WebNames.isIssued(address.value());
    }

    @Override
    public ChannelHealth health() {
        return new ChannelHealth(ChannelHealth.State.UP, "The page is served");
    }
}
