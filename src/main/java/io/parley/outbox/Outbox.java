package io.parley.outbox;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.channel.Delivery.Action;
import io.parley.channel.OutboundMessage;
import io.parley.cluster.Notifications;
import io.parley.outbox.OutboxRows.Copy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where messages are handed in to be delivered. What is handed in commits, or not, with the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Outbox {
    /** The topic on which workers are woken. */
    static final String WAKEUP = "outbox";

    private final OutboxRows rows;
    private final Channels channels;
    private final Notifications notifications;

    Outbox(OutboxRows rows, Channels channels, Notifications notifications) {
        this.rows = rows;
        this.channels = channels;
        this.notifications = notifications;
    }

    /**
     * Sends a message.
     *
     * @param turnId the message's turn
     * @param receivedAt when the question that it answers was received
     */
    public void send(Address address, long turnId, OutboundMessage message, @Nullable Instant receivedAt) {
        rows.lock(address);
        add(address, turnId, 0, render(address, message), List.of(), receivedAt);
        notifications.publishWork(WAKEUP);
    }

    /**
     * Sends a message once more, elsewhere.
     *
     * @param turnId the message's turn
     */
    public void sendCopy(Address address, long turnId, OutboundMessage message) {
        rows.lock(address);
        add(address, turnId, rows.nextOfCopy(turnId), render(address, message), List.of(), null);
        notifications.publishWork(WAKEUP);
    }

    /**
     * Sends a remark on a message to a place, once; it stays as it is when the message changes.
     *
     * @param turnId the message's turn
     */
    public void sendAside(Address address, long turnId, OutboundMessage remark) {
        rows.lock(address);
        if (!rows.hasAside(turnId, address)) {
            add(address, turnId, rows.nextOfAside(turnId), render(address, remark), List.of(), null);
            notifications.publishWork(WAKEUP);
        }
    }

    /**
     * Lets a message say something else wherever it was sent once more.
     *
     * @param turnId the message's turn
     */
    public void replaceCopies(long turnId, OutboundMessage message) {
        rows.lock(turnId);
        List<Address> places = rows.copies(turnId).stream().map(Copy::address).distinct().toList();
        rows.supersede(turnId);
        for (Address place : places) {
            List<Long> standing = rows.copies(turnId).stream().filter(copy -> copy.address().equals(place))
                    .map(Copy::id).toList();
            add(place, turnId, rows.nextOfCopy(turnId), render(place, message), standing, null);
        }
        notifications.publishWork(WAKEUP);
    }

    /**
     * Lets a message take the place of another: what was not sent yet of the former is not sent, what was sent is updated
     * where it stands, and what is too much is taken away, as are copies of the former.
     */
    public void replace(long formerTurn, Address address, long turnId, OutboundMessage message,
            @Nullable Instant receivedAt) {
        rows.lock(formerTurn, address);
        rows.supersede(formerTurn);
        add(address, turnId, 0, render(address, message), rows.visibleParts(formerTurn), receivedAt);
        delete(formerTurn, rows.copies(formerTurn));
        notifications.publishWork(WAKEUP);
    }

    /**
     * Takes a message and its copies back at their services, or keeps them from being sent.
     *
     * @param turnId the message's turn
     */
    public void withdraw(long turnId, Address address) {
        rows.lock(turnId, address);
        rows.supersede(turnId);
        Stream<Copy> own = rows.visibleParts(turnId).stream().map(id -> new Copy(id, address));
        delete(turnId, Stream.concat(own, rows.copies(turnId).stream()).toList());
        notifications.publishWork(WAKEUP);
    }

    private void delete(long turnId, List<Copy> parts) {
        for (int i = 0; i < parts.size(); i++) {
            rows.add(parts.get(i).address(), turnId, -1 - i, Action.DELETE, parts.get(i).id(), "", null);
        }
    }

    /** Sends what is not delivered yet to another address. */
    public void move(Address from, Address to) {
        rows.lock(from, to);
        rows.move(from, to);
        notifications.publishWork(WAKEUP);
    }

    /** The turn that a message on a channel is, or is a part of, if the channel's id of it is known. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Long> answerOf(ChannelName channel, String messageKey) {
        return rows.answerOf(channel, messageKey);
    }

    /** Those of the messages that are answers, or parts of one. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<String> known(ChannelName channel, Collection<String> messageKeys) {
        return rows.known(channel, messageKeys);
    }

    private void add(Address address, long turnId, int first, List<String> parts, List<Long> former,
            @Nullable Instant receivedAt) {
        for (int i = 0; i < Math.max(parts.size(), former.size()); i++) {
            Long replaces = i < former.size() ? former.get(i) : null;
            Action action = i >= parts.size() ? Action.DELETE : replaces == null ? Action.SEND : Action.UPDATE;
            rows.add(address, turnId, first + i, action, replaces, i < parts.size() ? parts.get(i) : "", receivedAt);
        }
    }

    private List<String> render(Address address, OutboundMessage message) {
        Channel channel = channels.get(address.channel());
        return channel.render(message);
    }
}
