package io.parley.desk;

import io.parley.desk.TicketPresence.Colleague;
import io.parley.desk.TicketWords.Row;
import io.parley.handover.Ticket;
import io.parley.handover.TicketGlances;
import io.parley.handover.TicketGlances.Glance;
import io.parley.security.Agent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The rows of a list of tickets, with what stands beside the tickets. */
@Component
class TicketTable {
    private final Desk desk;
    private final TicketPresence presence;
    private final TicketGlances glances;

    TicketTable(Desk desk, TicketPresence presence, TicketGlances glances) {
        this.desk = desk;
        this.presence = presence;
        this.glances = glances;
    }

    List<Row> of(List<Ticket> tickets, Agent agent, Locale browser) {
        List<Long> ids = tickets.stream().map(Ticket::id).toList();
        Map<Long, List<Colleague>> present = presence.others(ids, agent.id());
        Map<Long, Glance> glance = glances.of(ids, agent.id());
        TicketWords words = desk.words(browser);
        return tickets.stream().map(
                ticket -> words.row(ticket, present.getOrDefault(ticket.id(), List.of()),
                        Objects.requireNonNull(glance.get(ticket.id()))))
                .toList();
    }
}
