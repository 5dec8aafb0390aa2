package io.parley.handover.thread;

import io.parley.channel.ForAgents.Act;
import io.parley.channel.InboundEvent.AgentPressed;
import io.parley.channel.Person;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.LockedAct;
import io.parley.handover.LockedTickets;
import io.parley.handover.LockedTickets.Locked;
import io.parley.handover.Ticket;
import io.parley.handover.Tickets;
import io.parley.handover.event.TeachingWished;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Does what the buttons under a ticket say where agents are. Whoever is late is told why, and nothing is done. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class AgentPresses {
    private final Tickets tickets;
    private final AgentMessages messages;
    private final AgentAccounts accounts;
    private final AgentRemarks remarks;
    private final AgentReply reply;
    private final LockedTickets locked;
    private final ApplicationEventPublisher events;

    AgentPresses(Tickets tickets, AgentMessages messages, AgentAccounts accounts, AgentRemarks remarks,
            AgentReply reply, LockedTickets locked, ApplicationEventPublisher events) {
        this.events = events;
        this.tickets = tickets;
        this.messages = messages;
        this.accounts = accounts;
        this.remarks = remarks;
        this.reply = reply;
        this.locked = locked;
    }

    /** Somebody pressed a button; says what became of it. */
    public String pressed(AgentPressed press) {
        return switch (press.act()) {
            case TAKE, HAND_BACK, RESOLVE, TEACH -> locked.find(press.about()).map(ticket -> onTicket(ticket, press))
                    .orElse("no such ticket");
            case SEND, TAKE_OVER, KEEP -> messages.lock(press.about())
                    .flatMap(row -> locked.find(row.ticket()).map(ticket -> onMessage(ticket, row, press)))
                    .orElse("no such message");
        };
    }

    private String onTicket(Locked on, AgentPressed press) {
        Person person = press.person();
        Ticket ticket = on.ticket();
        Optional<AgentAct> agent = accounts.of(person).map(AgentAct::of);
        Optional<String> no = agent.isEmpty() ? Optional.of("no-agent") : refusal(ticket, agent.get(), press);
        no.ifPresent(why -> remarks.tell(ticket, person, why));
        if (no.isEmpty()) {
            act(locked.act(on, agent.orElseThrow()), press);
        }
        return no.orElse("done");
    }

    private static Optional<String> refusal(Ticket ticket, AgentAct agent, AgentPressed press) {
        if (ticket.isResolved()) {
            return Optional.of("resolved");
        }
        if (ticket.isWithAnother(agent)) {
            return Optional.of("with-another");
        }
        boolean stale = ticket.revision() != press.revision() && !ticket.isWith(agent);
        return stale ? Optional.of("stale") : Optional.empty();
    }

    private void act(LockedAct act, AgentPressed press) {
        switch (press.act()) {
            case TAKE -> tickets.take(act);
            case HAND_BACK -> tickets.handBack(act);
            case RESOLVE -> tickets.resolve(act, Ending.PLAIN);
            case TEACH -> {
                tickets.resolve(act, Ending.PLAIN);
                events.publishEvent(new TeachingWished(act.ticket().id(), Objects.requireNonNull(act.by().agent()),
                        press.person()));
            }
            case SEND, TAKE_OVER, KEEP -> throw new IllegalArgumentException("About a message: " + press.act());
        }
    }

    private String onMessage(Locked on, AgentMessages.Row row, AgentPressed press) {
        Ticket ticket = on.ticket();
        if (row.state() != AgentMessages.State.ASKED) {
            return "decided already";
        }
        if (!row.author().id().equals(press.person().id())) {
            remarks.tell(ticket, press.person(), "not-yours");
            return "pressed by somebody else";
        }
        Optional<AgentAct> agent = accounts.of(row.author()).map(AgentAct::of);
        if (press.act() == Act.KEEP || agent.isEmpty() || ticket.isResolved()) {
            if (press.act() != Act.KEEP) {
                remarks.tell(ticket, row.author(), agent.isEmpty() ? "no-agent" : "resolved");
            }
            return reply.keep(on, row, row.text());
        }
        return send(on, row, agent.get(), press.act() == Act.TAKE_OVER);
    }

    private String send(Locked on, AgentMessages.Row row, AgentAct agent, boolean takeOver) {
        if (on.ticket().isWithAnother(agent) && !takeOver) {
            remarks.ask(on.ticket(), row);
            return "its author is asked again";
        }
        return reply.send(locked.act(on, agent.with(takeOver, null)), row, row.text());
    }
}
