package io.parley.insight;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of a ticket.
 *
 * @param message the message that led to it
 * @param ended null while it is open
 * @param isByPeople whether agents answered it
 * @param score what the customer said of the help; 0 when they said nothing, -1 when nobody asked
 */
record TicketSpan(long message, Instant opened, @Nullable Instant ended, boolean isByPeople, int score) {}
