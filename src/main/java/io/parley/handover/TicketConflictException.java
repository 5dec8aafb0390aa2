package io.parley.handover;

/** Somebody else has the ticket, or did something about it meanwhile; nothing was done. */
public class TicketConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Ticket ticket;

    private TicketConflictException(Ticket ticket, String message) {
        super(message);
        this.ticket = ticket;
    }

    static TicketConflictException withAnother(Ticket ticket) {
        return new TicketConflictException(ticket, "Ticket " + ticket.id() + " is with " + ticket.assignee()
                + "; say \"takeOver\": true to take it over");
    }

    static TicketConflictException stale(Ticket ticket) {
        return new TicketConflictException(ticket, "Ticket " + ticket.id() + " has changed; its revision is "
                + ticket.revision() + " now");
    }

    /** The ticket as it is. */
    public Ticket ticket() {
        return ticket;
    }
}
