package io.parley.handover;

import org.jspecify.annotations.Nullable;

/**
 * How an agent ends a ticket.
 *
 * @param entry the FAQ entry that would have answered it, if the agent names one; the bot learns from it
 * @param asks whether the customer is asked how it was
 */
public record Ending(@Nullable String entry, boolean asks) {
    /** An end of which the agent says nothing; the customer is asked. */
    public static final Ending PLAIN = new Ending(null, true);
}
