package io.parley.handover.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent is done with a ticket. Published inside the transaction.
 *
 * @param entry the FAQ entry that would have answered it, if the agent named one
 */
public record TicketResolved(long ticketId, String agent, @Nullable String entry, Instant at) {}
