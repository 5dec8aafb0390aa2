package io.parley.insight;

import java.util.Locale;

/** How a customer's matter went. */
enum Outcome {
    /** It is not over. */
    OPEN,
    /** The bot's last answer was liked, or the customer said thanks. */
    RESOLVED_HARD,
    /** The bot answered, and the customer wrote no more. */
    RESOLVED_SOFT,
    /** Agents answered. */
    RESOLVED_BY_PEOPLE,
    /** There was an answer, or a ticket, that did not help. */
    UNRESOLVED,
    /** There was neither an answer nor a ticket. */
    ABANDONED;

    /** The word by which it is stored and shown. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
