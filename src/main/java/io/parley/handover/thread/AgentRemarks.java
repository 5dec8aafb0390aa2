package io.parley.handover.thread;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.Channels;
import io.parley.channel.ForAgents;
import io.parley.channel.ForAgents.Act;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Person;
import io.parley.handover.AgentOutbox;
import io.parley.handover.LockedTickets;
import io.parley.handover.Ticket;
import io.parley.handover.TicketTexts;
import io.parley.outbox.Outbox;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What agents are told under a ticket about what they wrote or pressed there. */
@Component
class AgentRemarks {
    private final Channels channels;
    private final Outbox outbox;
    private final AgentOutbox told;
    private final LockedTickets tickets;
    private final TicketTexts texts;

    AgentRemarks(Channels channels, Outbox outbox, AgentOutbox told, LockedTickets tickets, TicketTexts texts) {
        this.channels = channels;
        this.outbox = outbox;
        this.told = told;
        this.tickets = tickets;
        this.texts = texts;
    }

    /**
     * One of them is told something.
     *
     * @param key of the text
     */
    void tell(Ticket ticket, Person agent, String key) {
        remark(ticket, toOne(agent), texts.toAgent(key, ticket), null);
    }

    /** Somebody who is no agent is told so, once under a ticket. */
    void tellStranger(Ticket ticket, Person stranger) {
        toOne(stranger).ifPresent(address -> tickets.opening(ticket.id())
                .ifPresent(opening -> told.write(opening, List.of(address), () -> outbox.sendAside(address, opening,
                        OutboundMessage.toAgents(ticket.conversationId(), opening, texts.howToReply(ticket))))));
    }

    /** Asks the author of a message whether it goes to the customer. */
    void ask(Ticket ticket, AgentMessages.Row row) {
        boolean another = ticket.assignee() != null;
        remark(ticket, toOne(row.author()), texts.toAgent(another ? "take-over-and-send" : "take-and-send", ticket),
                new ForAgents.Buttons(List.of(another ? Act.TAKE_OVER : Act.SEND, Act.KEEP), row.id(),
                        ticket.revision(), null));
    }

    /** A sign on an agent's message. */
    void mark(Ticket ticket, AgentMessages.Row row, ForAgents.Sign sign) {
        remark(ticket, toOne(row.author()), "", new ForAgents.Mark(row.externalId(), sign));
    }

    /** All are told why a reply did not reach the customer. */
    void failed(Ticket ticket, AgentMessages.Row row, String why) {
        mark(ticket, row, ForAgents.Sign.FAILED);
        remark(ticket, place(row.author()), texts.toAgent("failed", ticket).replace("{why}", why), null);
    }

    private void remark(Ticket ticket, Optional<Address> to, String text, @Nullable ForAgents more) {
        to.ifPresent(address -> tickets.opening(ticket.id()).ifPresent(opening -> {
            OutboundMessage message = OutboundMessage.toAgents(ticket.conversationId(), opening, text);
            told.write(opening, List.of(address),
                    () -> outbox.sendRemark(address, opening, more == null ? message : message.with(more)));
        }));
    }

    private Optional<Address> toOne(Person person) {
        return channel(person).agentAddress(person.id());
    }

    private Optional<Address> place(Person person) {
        return channel(person).agentAddress();
    }

    private Channel channel(Person person) {
        return channels.get(person.channel());
    }
}
