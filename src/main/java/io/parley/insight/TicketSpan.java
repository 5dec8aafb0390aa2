package io.parley.insight;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time of a ticket.
 *
 * @param message the message that led to it
 * @param taken when the agent took it who had it last; null when nobody did
 * @param ended null while it is open
 * @param replies when agents wrote to the customer, in their order
 * @param isByPeople whether agents answered it
 * @param score what the customer said of the help; 0 when they said nothing, -1 when nobody asked
 */
record TicketSpan(long message, Instant opened, @Nullable Instant taken, @Nullable Instant ended, List<Instant> replies,
        boolean isByPeople, int score) {
    TicketSpan {
        replies = List.copyOf(replies);
    }
}
