package io.parley.handover;

/** The ticket is resolved, so nothing can be sent in its name any more. */
public class TicketResolvedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TicketResolvedException(long id) {
        super("Ticket " + id + " is resolved; the customer's next question can open another");
    }
}
