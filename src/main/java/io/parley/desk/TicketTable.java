package io.parley.desk;

import io.parley.desk.TicketPresence.Colleague;
import io.parley.desk.TicketWords.Row;
import io.parley.handover.Ticket;
import io.parley.handover.TicketSnoozes;
import io.parley.security.Agent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The rows of a list of tickets, with what stands beside the tickets. */
@Component
class TicketTable {
    private final Desk desk;
    private final TicketPresence presence;
    private final TicketSnoozes snoozes;

    TicketTable(Desk desk, TicketPresence presence, TicketSnoozes snoozes) {
        this.desk = desk;
        this.presence = presence;
        this.snoozes = snoozes;
    }

    List<Row> of(List<Ticket> tickets, Agent agent, Locale browser) {
        List<Long> ids = tickets.stream().map(Ticket::id).toList();
        Map<Long, List<Colleague>> present = presence.others(ids, agent.id());
        Map<Long, Instant> until = snoozes.until(ids);
        TicketWords words = desk.words(browser);
        return tickets.stream().map(
                ticket -> words.row(ticket, present.getOrDefault(ticket.id(), List.of()), until.get(ticket.id())))
                .toList();
    }
}
