package io.parley.handover;

import io.parley.conversation.Replies;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tickets that nobody else changes until the transaction ends. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class LockedTickets {
    private final TicketRows rows;
    private final TicketMessages messages;
    private final Replies replies;

    LockedTickets(TicketRows rows, TicketMessages messages, Replies replies) {
        this.rows = rows;
        this.messages = messages;
        this.replies = replies;
    }

    /** A ticket, with its conversation locked before it, in the order in which everything locks them. */
    public Optional<Ticket> find(long id) {
        rows.conversationOf(id).ifPresent(replies::lockForUpdate);
        return rows.lockForUpdate(id);
    }

    /** The ticket of which agents were told with what a customer said. */
    public Optional<Ticket> calledWith(long messageId) {
        return rows.calledWith(messageId).flatMap(this::find);
    }

    /** The message that opened a ticket, and under whose copy agents talk about it. */
    public Optional<Long> opening(long id) {
        return messages.opening(id);
    }
}
