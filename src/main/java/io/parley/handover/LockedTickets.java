package io.parley.handover;

import io.parley.actor.Helper;
import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.conversation.Replies;
import io.parley.security.Agents;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tickets that nobody else changes until the transaction ends. Each act of agents and programs on a ticket, its conversation
 * and its notes begins here, whichever way they come: the ticket is locked once and read once, and the one who acts works
 * here at that moment.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class LockedTickets {
    private final TicketRows rows;
    private final TicketMessages messages;
    private final Replies replies;
    private final Agents agents;
    private final Audit audit;

    LockedTickets(TicketRows rows, TicketMessages messages, Replies replies, Agents agents, Audit audit) {
        this.rows = rows;
        this.messages = messages;
        this.replies = replies;
        this.agents = agents;
        this.audit = audit;
    }

    /** A ticket and its conversation. */
    public record Locked(Ticket ticket, Replies.Locked conversation) {}

    /** A ticket, with its conversation locked before it, in the order in which everything locks them. */
    public Optional<Locked> find(long id) {
        Optional<Long> where = rows.conversationOf(id);
        while (where.isPresent()) {
            Replies.Locked conversation = replies.lock(where.get());
            Optional<Ticket> ticket = rows.lockForUpdate(id, conversation.id());
            if (ticket.isPresent()) {
                return ticket.map(one -> new Locked(one, conversation));
            }
            // It went to another conversation meanwhile.
            where = rows.conversationOf(id);
        }
        return Optional.empty();
    }

    /** The ticket of which agents were told with what a customer said. */
    public Optional<Locked> calledWith(long messageId) {
        return rows.calledWith(messageId).flatMap(this::find);
    }

    /** The message that opened a ticket, and under whose copy agents talk about it. */
    public Optional<Long> opening(long id) {
        return messages.opening(id);
    }

    /**
     * An act on a ticket.
     *
     * @return empty when there is no such ticket
     * @throws ActRefusedException when the one who acts, or who asks for it, works here no more
     */
    public Optional<LockedAct> act(long id, AgentAct act) {
        return find(id).map(ticket -> act(ticket, act));
    }

    /** The same, on a ticket that is locked already. */
    public LockedAct act(Locked ticket, AgentAct act) {
        if (!works(act.by()) || (act.isForAnother() && !works(act.caller()))) {
            throw ActRefusedException.worksNoMore(ticket.ticket());
        }
        return new LockedAct(ticket, act);
    }

    /** Whether somebody works here now. */
    public boolean works(Helper who) {
        return agents.works(who.actor());
    }

    /** Something was done: the audit says in whose name, where that is not the caller's own. */
    void done(LockedAct done) {
        AgentAct act = done.act();
        if (act.isForAnother()) {
            audit.add(act.caller().account(), Deed.ACTED_FOR, act.by().account(), Long.toString(done.id()));
        }
    }

    /** The same of something that the audit keeps for itself. */
    public void done(LockedAct done, Deed deed) {
        audit.add(done.act().caller().account(), deed, Long.toString(done.id()), null);
        done(done);
    }
}
