package io.parley.handover;

import io.parley.channel.Address;
import io.parley.channel.OutboundMessage;
import io.parley.handover.TicketRows;
import io.parley.handover.TicketTexts;
import io.parley.outbox.Outbox;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells agents who write under a call that it does not reach the customer, and how to reply. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class AgentThreads {
    private final Outbox outbox;
    private final TicketRows rows;
    private final TicketTexts texts;

    AgentThreads(Outbox outbox, TicketRows rows, TicketTexts texts) {
        this.outbox = outbox;
        this.rows = rows;
        this.texts = texts;
    }

    /**
     * Somebody wrote under a message where agents are; under a call they are told, once, how to reply.
     *
     * @param externalId the message under which they wrote
     * @return whether that message is a call
     */
    public boolean wroteUnder(Address address, String externalId) {
        Optional<Long> messageId = outbox.answerOf(address.channel(), externalId);
        Optional<Ticket> ticket = messageId.flatMap(rows::calledWith).flatMap(rows::find);
        ticket.ifPresent(
                called -> outbox.sendAside(address, messageId.orElseThrow(), message(called, messageId.orElseThrow())));
        return ticket.isPresent();
    }

    private OutboundMessage message(Ticket ticket, long messageId) {
        return OutboundMessage.toAgents(ticket.conversationId(), messageId, texts.howToReply(ticket));
    }
}
