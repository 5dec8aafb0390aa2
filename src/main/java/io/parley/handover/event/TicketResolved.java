package io.parley.handover.event;

import io.parley.actor.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket is done with. Published inside the transaction.
 *
 * @param by who says so; null when it ended by itself
 * @param entry the FAQ entry that would have answered it, if they named one
 */
public record TicketResolved(long ticketId, @Nullable Actor by, @Nullable String entry, Instant at) {}
