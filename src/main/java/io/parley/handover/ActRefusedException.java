package io.parley.handover;

/** Nothing was done about a ticket, and why. */
public final class ActRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final transient Ticket ticket;
    private final int unseen;

    /** Why nothing was done. */
    public enum Why {
        /** The ticket is resolved, so nothing can be sent in its name any more. */
        RESOLVED,
        /** Somebody else has the ticket. */
        WITH_ANOTHER,
        /** Somebody did something about the ticket meanwhile. */
        STALE,
        /** The customer wrote something that the agent has not seen. */
        UNSEEN,
        /** The key of a reply was used for another text. */
        KEY_REUSED,
        /** No agent has the login to whom the ticket should go. */
        NO_SUCH_AGENT,
        /** The account of the one who acts, or who asks for it, is locked or gone, or the key is revoked. */
        WORKS_NO_MORE
    }

    private ActRefusedException(Why why, Ticket ticket, int unseen, String message) {
        super(message);
        this.why = why;
        this.ticket = ticket;
        this.unseen = unseen;
    }

    static ActRefusedException resolved(Ticket ticket) {
        return new ActRefusedException(Why.RESOLVED, ticket, 0,
                "Ticket " + ticket.id() + " is resolved; the customer's next question can open another");
    }

    static ActRefusedException withAnother(Ticket ticket) {
        return new ActRefusedException(Why.WITH_ANOTHER, ticket, 0, "Ticket " + ticket.id() + " is with "
                + ticket.assignee() + "; say \"takeOver\": true to take it over");
    }

    static ActRefusedException stale(Ticket ticket) {
        return new ActRefusedException(Why.STALE, ticket, 0, "Ticket " + ticket.id()
                + " has changed; its revision is " + ticket.revision() + " now");
    }

    static ActRefusedException unseen(Ticket ticket, int count) {
        return new ActRefusedException(Why.UNSEEN, ticket, count, "The customer wrote " + count
                + " messages meanwhile");
    }

    static ActRefusedException keyReused(Ticket ticket) {
        return new ActRefusedException(Why.KEY_REUSED, ticket, 0, "This Idempotency-Key was used for another reply to"
                + " ticket " + ticket.id() + "; take a new one for each reply");
    }

    static ActRefusedException noSuchAgent(Ticket ticket, String login) {
        return new ActRefusedException(Why.NO_SUCH_AGENT, ticket, 0, "There is no agent \"" + login + "\".");
    }

    static ActRefusedException worksNoMore(Ticket ticket) {
        return new ActRefusedException(Why.WORKS_NO_MORE, ticket, 0, "This account is locked, or the key is revoked.");
    }

    /** Why nothing was done. */
    public Why why() {
        return why;
    }

    /** The ticket as it is. */
    public Ticket ticket() {
        return ticket;
    }

    /** How many of the customer's messages the agent has not seen; 0 where that is not the reason. */
    public int unseen() {
        return unseen;
    }
}
