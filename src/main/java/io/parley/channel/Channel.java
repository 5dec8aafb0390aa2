package io.parley.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Translates one service to the port and back. A channel keeps no state of conversations. It passes what the service
 * delivers to the {@link InboundSink} and tells the service so only after that returned.
 */
public interface Channel {
    /** How many deliveries of a channel are under way at once on an instance, if the channel says nothing else. */
    int CONCURRENCY = 16;

    /** The channel's name. */
    ChannelName name();

    /**
     * Parses a raw event of this channel. Touches neither the network nor the database, gives the same result each
     * time, and never throws because of the payload's content: a payload that can't be read is
     * {@link InboundEvent.Ignored}.
     */
    InboundEvent read(RawEvent raw);

    /**
     * Gives a message the service's form, cut into the parts that its limits ask for. Touches neither the network nor the
     * database.
     *
     * @return one payload a part, in order, at least one; {@link #deliver} gets them back one by one
     */
    List<String> render(OutboundMessage message);

    /**
     * How much the service takes from this instance now, by its limits over all and its state. Returns at once. Rows of a
     * channel that takes nothing are not claimed.
     */
    default Capacity capacity() {
        return Capacity.of(CONCURRENCY);
    }

    /**
     * Tries to acquire a send permit for an address, by the service's limits on the address and over all.
     *
     * @return zero if a permit was acquired, else the wait before the next try
     */
    default Duration tryAcquire(Address address) {
        return Duration.ZERO;
    }

    /** The ordering key of an address: messages to addresses with the same key are sent one after the other. */
    default String orderingKey(Address address) {
        return address.value();
    }

    /**
     * Hands one part to the service. Called outside of any transaction.
     *
     * @throws DeliveryFailure when it did not work, by kind
     */
    Receipt deliver(Delivery delivery);

    /**
     * Finds out whether a delivery, whose result was lost, arrived. Called outside of any transaction.
     *
     * @throws TransientDeliveryFailure when the service cannot be asked now
     */
    DeliveryStatus reconcile(Delivery delivery);

    /** Shows at an address that the bot works on an answer; called about every 4 seconds while it does. Never throws. */
    default void showTyping(Address address) {}

    /**
     * The same, for a channel that shows it beside the message that is answered.
     *
     * @param externalId the channel's id of that message
     */
    default void showTyping(Address address, String externalId) {
        showTyping(address);
    }

    /** The address on this channel at which agents are told of waiting customers; empty if there is none. */
    default Optional<Address> agentAddress() {
        return Optional.empty();
    }

    /**
     * The address at which one of the agents is told something; where the channel cannot tell one person, all of them are.
     *
     * @param person the channel's id of the agent
     */
    default Optional<Address> agentAddress(String person) {
        return agentAddress();
    }

    /**
     * The address at which one of the agents, and nobody else, is told something; empty where the channel cannot do that.
     *
     * @param person the channel's id of the agent
     */
    default Optional<Address> directAddress(String person) {
        return Optional.empty();
    }

    /**
     * The address at which somebody of the site is reached by their mail address; empty for a channel that sends no mail.
     *
     * @param about what they are told of; all that is told of it is one thread
     */
    default Optional<Address> mailAddress(String email, String about) {
        return Optional.empty();
    }

    /** What becomes of agents' words under a ticket that nobody has. */
    default AgentReplies agentReplies() {
        return AgentReplies.ASK;
    }

    /** Whether a message can be changed and taken away at the service after it was sent. */
    default boolean changesSent() {
        return true;
    }

    /** Whether nobody but the person whom the bot talks to, and agents, reads what is sent to an address. */
    default boolean isPrivate(Address address) {
        return true;
    }

    /**
     * The name by which those who write from an address are told apart when they are counted, such as a domain that one
     * person can have a thousand mailboxes at; empty where their accounts tell them apart.
     */
    default Optional<String> voter(Address address) {
        return Optional.empty();
    }

    /**
     * Those of some people whom the service knows as members of the site's own staff; nobody while it does not answer. Asks
     * the service where it has to, so not within a transaction.
     *
     * @param people the channel's ids, the most important first
     */
    default Set<String> staff(Collection<String> people) {
        return Set.of();
    }

    /** Whether {@link #staff} can name somebody. */
    default boolean hasStaff() {
        return false;
    }

    /** An address as people write it, for agents; empty where it says nothing to them. */
    default Optional<String> shown(Address address) {
        return Optional.empty();
    }

    /**
     * The subjects under which the threads of some addresses began, in plain text of the customers'; only of those that have
     * one.
     */
    default Map<Address, String> subjects(Collection<Address> addresses) {
        return Map.of();
    }

    /** A reason why nobody reads what is sent to an address without having been asked for. */
    enum Absence {
        /** Nobody comes back to where it would be read. */
        GONE,
        /** The person wants nothing that is sent by itself. */
        UNSUBSCRIBED,
        /** The channel is not set up for the address at present. */
        OFF
    }

    /** Those of some addresses of this channel at which nobody reads what was not asked for, with the reason. */
    default Map<Address, Absence> absent(Collection<Address> addresses) {
        return Map.of();
    }

    /** How the channel is, from what it knows already; returns at once. */
    ChannelHealth health();

    /**
     * How the channel is, found out now: whether the service can be reached and takes our credentials. Sends nothing to
     * anybody; takes some seconds at most. Called by an operator's command, where nothing of the channel runs.
     */
    default ChannelHealth check() {
        return health();
    }
}
