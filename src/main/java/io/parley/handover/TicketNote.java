package io.parley.handover;

import java.time.Instant;

/**
 * An agent's words about a ticket to the other agents; no customer reads them.
 *
 * @param agent the agent's name
 */
public record TicketNote(String agent, String text, Instant at) {}
