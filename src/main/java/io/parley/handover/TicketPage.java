package io.parley.handover;

import java.util.List;

/**
 * Some tickets of a list.
 *
 * @param hasMore whether others follow
 */
public record TicketPage(List<Ticket> tickets, boolean hasMore) {

    public TicketPage {
        tickets = List.copyOf(tickets);
    }

    /** Of one more than were asked for, those that were. */
    static TicketPage of(List<Ticket> found, int most) {
        return new TicketPage(found.subList(0, Math.min(found.size(), most)), found.size() > most);
    }
}
