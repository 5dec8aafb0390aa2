package io.parley.handover.thread;

import io.parley.channel.ForAgents.Sign;
import io.parley.handover.AgentAct;
import io.parley.handover.LockedAct;
import io.parley.handover.LockedTickets;
import io.parley.handover.LockedTickets.Locked;
import io.parley.handover.TicketNotes;
import io.parley.handover.Tickets;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets what an agent wrote under a ticket go to the customer, or stay inside as a note. */
@Component
class AgentReply {
    private final Tickets tickets;
    private final LockedTickets locked;
    private final TicketNotes notes;
    private final AgentMessages messages;
    private final AgentAccounts accounts;
    private final AgentRemarks remarks;

    AgentReply(Tickets tickets, LockedTickets locked, TicketNotes notes, AgentMessages messages, AgentAccounts accounts,
            AgentRemarks remarks) {
        this.tickets = tickets;
        this.locked = locked;
        this.notes = notes;
        this.messages = messages;
        this.accounts = accounts;
        this.remarks = remarks;
    }

    /** It goes to the customer; the ticket allows it. */
    String send(LockedAct act, AgentMessages.Row row, String text) {
        messages.sent(row.id(), tickets.reply(act, text, row.key(), Duration.ZERO).messageId());
        return "sent to the customer";
    }

    /** It becomes a note, which no customer reads. */
    String keep(Locked ticket, AgentMessages.Row row, String text) {
        accounts.of(row.author()).map(AgentAct::of).ifPresentOrElse(
                agent -> notes.add(locked.act(ticket, agent), text, row.key()),
                () -> notes.addOfStranger(ticket.ticket().id(), accounts.name(row.author()), text, row.key()));
        messages.stays(row.id());
        remarks.mark(ticket.ticket(), row, Sign.INSIDE);
        return "stays among agents";
    }
}
