package io.parley.handover.thread;

import io.parley.channel.ForAgents.Sign;
import io.parley.handover.AgentAct;
import io.parley.handover.ReplyKeys;
import io.parley.handover.Ticket;
import io.parley.handover.TicketNotes;
import io.parley.handover.Tickets;
import org.springframework.stereotype.Component;

/** Lets what an agent wrote under a ticket go to the customer, or stay inside as a note. */
@Component
class AgentReply {
    private final Tickets tickets;
    private final TicketNotes notes;
    private final ReplyKeys keys;
    private final AgentMessages messages;
    private final AgentAccounts accounts;
    private final AgentRemarks remarks;

    AgentReply(Tickets tickets, TicketNotes notes, ReplyKeys keys, AgentMessages messages,
            AgentAccounts accounts, AgentRemarks remarks) {
        this.tickets = tickets;
        this.notes = notes;
        this.keys = keys;
        this.messages = messages;
        this.accounts = accounts;
        this.remarks = remarks;
    }

    /** It goes to the customer; the ticket, which is locked, allows it. */
    String send(Ticket ticket, AgentMessages.Row row, AgentAct act, String text) {
        tickets.reply(ticket.id(), act, text, row.key());
        messages.sent(row.id(), keys.messageOf(ticket.id(), row.key()));
        return "sent to the customer";
    }

    /** It becomes a note, which no customer reads. */
    String keep(Ticket ticket, AgentMessages.Row row, String text) {
        accounts.of(row.author()).map(AgentAct::of).ifPresentOrElse(
                agent -> notes.add(ticket.id(), agent, text, row.key()),
                () -> notes.addOfStranger(ticket.id(), accounts.name(row.author()), text, row.key()));
        messages.stays(row.id());
        remarks.mark(ticket, row, Sign.INSIDE);
        return "stays among agents";
    }
}
