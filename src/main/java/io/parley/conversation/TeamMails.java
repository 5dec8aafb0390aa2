package io.parley.conversation;

import io.parley.channel.Address;
import io.parley.channel.AnswerSource;
import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Channels;
import io.parley.channel.ForAgents;
import io.parley.channel.OutboundMessage;
import io.parley.channel.ThreadKey;
import io.parley.outbox.Outbox;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells somebody of the team something that is about no customer, mostly by mail. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class TeamMails {
    private final ConversationRows conversations;
    private final MessageRows messages;
    private final Channels channels;
    private final Outbox outbox;
    private final InstantSource clock;

    TeamMails(ConversationRows conversations, MessageRows messages, Channels channels, Outbox outbox,
            InstantSource clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.channels = channels;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Whether a channel is set up that sends mails. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean areSent() {
        return sending().findAny().isPresent();
    }

    private Stream<Channel> sending() {
        return channels.all().stream().filter(channel -> channel.health().state() != ChannelHealth.State.OFF)
                .filter(channel -> channel.mailAddress("somebody@example.org", "").isPresent());
    }

    /**
     * Sends a mail, where a channel sends mails.
     *
     * @param about what it tells of; all that is told of it is one thread
     * @param text with the subject as its first line
     */
    public void tell(String email, String about, String text) {
        address(email, about).ifPresent(address -> send(address, text, OutboundMessage::toAgents));
    }

    /**
     * Where a mail goes; empty where no channel sends mails.
     *
     * @param about what it tells of; all that is told of it is one thread
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Address> address(String email, String about) {
        return sending().flatMap(channel -> channel.mailAddress(email, about).stream()).findFirst();
    }

    /**
     * Sends something to where one or all of the team read.
     *
     * @param text without a word of a customer, with a subject as its first line
     */
    public void tellOfOwn(Address address, String text) {
        send(address, text, OutboundMessage::toTeam);
    }

    /** Makes a message of a text, for a conversation and with a number. */
    @FunctionalInterface
    private interface Form {
        OutboundMessage message(long conversation, long message, String text);
    }

    private void send(Address address, String text, Form form) {
        Conversation conversation = conversations.open(new ThreadKey(address.channel(), address.value()), address);
        long messageId = messages.addNotice(conversation, text, clock.instant());
        outbox.send(address, messageId, form.message(conversation.id(), messageId, text).with(new ForAgents.Loud()),
                null);
    }
}
