package io.parley.outbox;

import io.parley.channel.Address;
import io.parley.channel.AnswerSource;
import io.parley.channel.Channel;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.channel.Delivery.Action;
import io.parley.channel.OutboundMessage;
import io.parley.cluster.Notifications;
import io.parley.outbox.OutboxRows.Copy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Accepts messages for delivery. An enqueued message commits or rolls back with the caller's transaction. */
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
     * Locks addresses, and wherever messages went or go, until the transaction ends. Needed before several are written to of
     * those where agents are.
     *
     * @param messageIds our ids of the messages
     */
    public void lock(Collection<Long> messageIds, Collection<Address> addresses) {
        rows.lock(messageIds, addresses);
    }

    /**
     * Sends a message.
     *
     * @param messageId our id of the message
     * @param receivedAt when the question that it answers was received
     */
    public void send(Address address, long messageId, OutboundMessage message, @Nullable Instant receivedAt) {
        rows.lock(address);
        add(address, messageId, 0, render(address, message), List.of(), receivedAt);
        noteAgent(messageId, message);
        notifications.publishWork(WAKEUP);
    }

    private void noteAgent(long messageId, OutboundMessage message) {
        if (message.source() == AnswerSource.PERSON) {
            rows.markOfAgent(messageId);
        }
    }

    /**
     * Sends a message after a while, until which it can be cancelled. What is sent to the address later comes after it.
     *
     * @param messageId our id of the message
     */
    public void sendAfter(Duration after, Address address, long messageId, OutboundMessage message) {
        send(address, messageId, message, null);
        if (after.isPositive()) {
            rows.hold(messageId, after);
        }
    }

    /**
     * Keeps a message from being sent, if none of it is on its way.
     *
     * @param messageId our id of the message
     * @return false, and nothing is done, when some of it goes or may have gone
     */
    public boolean cancel(long messageId, Address address) {
        rows.lock(messageId, address);
        boolean isHere = rows.isStillHere(messageId);
        if (isHere) {
            rows.supersede(messageId);
        }
        return isHere;
    }

    /**
     * Sends a message once more, elsewhere.
     *
     * @param messageId our id of the message
     */
    public void sendCopy(Address address, long messageId, OutboundMessage message) {
        rows.lock(address);
        add(address, messageId, rows.nextOfCopy(messageId), render(address, message), List.of(), null);
        notifications.publishWork(WAKEUP);
    }

    /**
     * Sends a remark on a message to a place, unless the same one is there; otherwise as {@link #sendRemark}.
     *
     * @param messageId our id of the message
     */
    public void sendAside(Address address, long messageId, OutboundMessage remark) {
        rows.lock(address);
        if (!rows.hasAside(messageId, address, render(address, remark).getFirst())) {
            sendRemark(address, messageId, remark);
        }
    }

    /**
     * Sends a message once more, elsewhere, under another message that is there.
     *
     * @param under our id of the message of which a copy is there
     * @param messageId our id of the message
     */
    public void sendCopyUnder(Address address, long under, long messageId, OutboundMessage message) {
        rows.lock(address);
        add(address, messageId, rows.nextOfCopy(messageId), render(address, message), List.of(), null,
                under == messageId ? null : under);
        notifications.publishWork(WAKEUP);
    }

    /**
     * Sends a remark on a message to a place, under the copy of the message that is at that service. It stays as it is when the
     * message changes.
     *
     * @param messageId our id of the message
     */
    public void sendRemark(Address address, long messageId, OutboundMessage remark) {
        rows.lock(address);
        add(address, messageId, rows.nextOfAside(messageId), render(address, remark), List.of(), null, messageId);
        notifications.publishWork(WAKEUP);
    }

    /**
     * Lets a message say something else wherever it was sent once more.
     *
     * @param messageId our id of the message
     */
    public void replaceCopies(long messageId, OutboundMessage message) {
        rows.lock(messageId);
        List<Copy> places = rows.copies(messageId);
        rows.supersedeCopies(messageId);
        for (Address place : places.stream().map(Copy::address).distinct().toList()) {
            List<Long> standing = rows.copies(messageId).stream().filter(copy -> copy.address().equals(place))
                    .map(Copy::id).toList();
            Long under = places.stream().filter(copy -> copy.address().equals(place)).findFirst().orElseThrow().under();
            add(place, messageId, rows.nextOfCopy(messageId), render(place, message), standing, null, under);
        }
        notifications.publishWork(WAKEUP);
    }

    /**
     * Lets a message say something else where it was sent first.
     *
     * @param messageId our id of the message
     */
    public void change(Address address, long messageId, OutboundMessage message) {
        rows.lock(messageId, address);
        rows.supersede(messageId);
        List<Long> standing = rows.visibleParts(messageId);
        add(address, messageId, rows.nextOfMessage(messageId), render(address, message), standing, null);
        noteAgent(messageId, message);
        notifications.publishWork(WAKEUP);
    }

    /** Whether a message was, or will be, sent once more elsewhere. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean hasCopies(long messageId) {
        return !rows.copies(messageId).isEmpty();
    }

    /** Whether it is known where a message was, or will be, sent. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean isKnown(long messageId) {
        return rows.isKnown(messageId);
    }

    /** How a message fares on its way. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public DeliveryState stateOf(long messageId) {
        return rows.stateOf(messageId);
    }

    /**
     * Replaces a message by another: parts of the former that were not sent yet are not sent, sent parts are updated in
     * place, and surplus parts and copies of the former are deleted.
     */
    public void replace(long formerId, Address address, long messageId, OutboundMessage message,
            @Nullable Instant receivedAt) {
        rows.lock(formerId, address);
        rows.supersede(formerId);
        add(address, messageId, 0, render(address, message), rows.visibleParts(formerId), receivedAt);
        delete(formerId, rows.copies(formerId));
        notifications.publishWork(WAKEUP);
    }

    /**
     * Takes a message and its copies back at their services, or keeps them from being sent.
     *
     * @param messageId our id of the message
     */
    public void withdraw(long messageId, Address address) {
        rows.lock(messageId, address);
        rows.supersede(messageId);
        Stream<Copy> own = rows.visibleParts(messageId).stream().map(id -> new Copy(id, address, null));
        delete(messageId, Stream.concat(own, rows.copies(messageId).stream()).toList());
        notifications.publishWork(WAKEUP);
    }

    /**
     * Sends no more what waits of some messages since before a moment, and leaves them where they stand.
     *
     * @param messageIds our ids of the messages
     */
    public void sendNoMore(Collection<Long> messageIds, Instant before) {
        rows.lock(messageIds, List.of());
        rows.sendNoMore(messageIds, before);
        notifications.publishWork(WAKEUP);
    }

    private void delete(long messageId, List<Copy> parts) {
        for (int i = 0; i < parts.size(); i++) {
            rows.add(parts.get(i).address(), messageId, -1 - i, Action.DELETE, parts.get(i).id(), "", null);
        }
    }

    /** Sends what is not delivered yet to another address. */
    public void move(Address from, Address to) {
        rows.lock(from, to);
        rows.move(from, to);
        notifications.publishWork(WAKEUP);
    }

    /** Our id of what a message on a channel is, or is a part of, if the channel's id of it is known. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Long> answerOf(ChannelName channel, String externalId) {
        return rows.answerOf(channel, externalId);
    }

    /** Those of the messages that are answers, or parts of one. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<String> known(ChannelName channel, Collection<String> externalIds) {
        return rows.known(channel, externalIds);
    }

    private void add(Address address, long messageId, int first, List<String> parts, List<Long> former,
            @Nullable Instant receivedAt) {
        add(address, messageId, first, parts, former, receivedAt, null);
    }

    private void add(Address address, long messageId, int first, List<String> parts, List<Long> former,
            @Nullable Instant receivedAt, @Nullable Long under) {
        for (int i = 0; i < Math.max(parts.size(), former.size()); i++) {
            Long replaces = i < former.size() ? former.get(i) : null;
            Action action = i >= parts.size() ? Action.DELETE : replaces == null ? Action.SEND : Action.UPDATE;
            rows.add(address, messageId, first + i, action, replaces, i < parts.size() ? parts.get(i) : "", receivedAt,
                    under);
        }
    }

    private List<String> render(Address address, OutboundMessage message) {
        Channel channel = channels.get(address.channel());
        return channel.render(message);
    }
}
