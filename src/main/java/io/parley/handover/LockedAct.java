package io.parley.handover;

import io.parley.actor.Helper;
import io.parley.conversation.Replies;

/**
 * What an agent or a program does about a ticket that is locked. {@link LockedTickets} makes it, for one who works here now.
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

    /** The one who acts, and what they have seen. */
    public AgentAct act() {
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
