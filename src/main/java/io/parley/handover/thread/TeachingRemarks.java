package io.parley.handover.thread;

import io.parley.channel.Person;
import io.parley.handover.LockedTickets;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells an agent, under a ticket where agents are, whether the FAQ learned from it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class TeachingRemarks {
    private final LockedTickets locked;
    private final AgentRemarks remarks;

    TeachingRemarks(LockedTickets locked, AgentRemarks remarks) {
        this.locked = locked;
        this.remarks = remarks;
    }

    /**
     * Tells it.
     *
     * @param outcome the word for what became of it
     */
    public void tell(long ticket, Person agent, String outcome) {
        locked.find(ticket).ifPresent(found -> remarks.tell(found.ticket(), agent, "taught-" + outcome));
    }
}
