package io.parley.handover;

import io.parley.channel.Channel;
import io.parley.channel.Channels;
import io.parley.channel.OutboundMessage;
import io.parley.handover.TicketTexts;
import io.parley.outbox.Outbox;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells those who help customers that somebody waits for them, on each channel that has a place for that. */
@Component
class AgentCall {
    private final Channels channels;
    private final Outbox outbox;
    private final TicketTexts texts;

    AgentCall(Channels channels, Outbox outbox, TicketTexts texts) {
        this.channels = channels;
        this.outbox = outbox;
        this.texts = texts;
    }

    /**
     * Within the transaction that opens the ticket.
     *
     * @param messageId what the customer said that led to it
     */
    void agents(Ticket ticket, long messageId) {
        tell(ticket, messageId, texts.waiting(ticket));
    }

    /**
     * The customer went on.
     *
     * @param messageId what they said
     */
    void again(Ticket ticket, long messageId) {
        tell(ticket, messageId, texts.again(ticket));
    }

    /**
     * The agent who had it did not answer.
     *
     * @param ticket as it was with them
     * @param messageId what the customer said last
     */
    void everybody(Ticket ticket, long messageId) {
        tell(ticket, messageId, texts.givenBack(ticket));
    }

    /**
     * Updates the call to agents to the ticket's present state.
     *
     * @param messageId as it was told with
     */
    void tellAnew(Ticket ticket, long messageId) {
        outbox.replaceCopies(messageId, message(ticket, messageId, texts.waiting(ticket)));
    }

    /**
     * Removes a customer's words from a call that agents got when the customer wrote on.
     *
     * @param messageId as it was told with
     */
    void withoutWords(Ticket ticket, long messageId) {
        outbox.replaceCopies(messageId, message(ticket, messageId, texts.withoutWords(ticket)));
    }

    private void tell(Ticket ticket, long messageId, String text) {
        OutboundMessage message = message(ticket, messageId, text);
        channels.all().stream().map(Channel::agentAddress).flatMap(Optional::stream).distinct()
                .forEach(address -> outbox.sendCopy(address, messageId, message));
    }

    private static OutboundMessage message(Ticket ticket, long messageId, String text) {
        return OutboundMessage.toAgents(ticket.conversationId(), messageId, text);
    }
}
