package io.parley.handover;

import io.parley.actor.Helper;
import io.parley.conversation.Replies;

/**
 * An act of an agent or a program on a locked ticket. {@link LockedTickets} makes it, for one who works here now.
 */
public final class LockedAct {
    private final LockedTickets.Locked on;
    private final AgentAct act;

    LockedAct(LockedTickets.Locked on, AgentAct act) {
        this.on = on;
        this.act = act;
    }

    /** The ticket as it was when it was locked. */
    public Ticket ticket() {
        return on.ticket();
    }

    /** Its conversation. */
    public Replies.Locked conversation() {
        return on.conversation();
    }

    /** The same, whatever its author has seen of the ticket. */
    public LockedAct asItIs() {
        return new LockedAct(on, AgentAct.of(by()));
    }

    /** The one who acts, and what they have seen. */
    AgentAct act() {
        return act;
    }

    /** The one who acts. */
    public Helper by() {
        return act.by();
    }

    long id() {
        return ticket().id();
    }

    /**
     * Lets nothing be done about a ticket that is over, or another's, or not as the one who acts has seen it.
     *
     * @throws ActRefusedException when it is so
     */
    void refuse() {
        Ticket ticket = ticket();
        if (ticket.isResolved()) {
            throw ActRefusedException.resolved(ticket);
        }
        Integer seen = act.revision();
        if (seen != null && seen != ticket.revision()) {
            throw ActRefusedException.stale(ticket);
        }
        if (ticket.isWithAnother(act) && !act.takeOver()) {
            throw ActRefusedException.withAnother(ticket);
        }
    }
}
