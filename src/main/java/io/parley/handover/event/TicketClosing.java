package io.parley.handover.event;

/**
 * An agent who wrote to the customer is about to resolve a ticket. Published within the transaction that does. A listener that
 * tells the customer says so, and then nobody else does.
 */
public final class TicketClosing {
    private final long ticket;
    private boolean isTold;

    /** @param ticket its id */
    public TicketClosing(long ticket) {
        this.ticket = ticket;
    }

    /** The ticket's id. */
    public long ticket() {
        return ticket;
    }

    /** Says that the customer was told. */
    public void told() {
        isTold = true;
    }

    /** Whether a listener told the customer. */
    public boolean isTold() {
        return isTold;
    }
}
