package io.parley.handover;

import io.parley.actor.NamedActor;
import java.time.Instant;
import java.util.Locale;

/**
 * Something that happened to a ticket.
 *
 * @param actor by whom
 */
public record TicketEvent(Kind kind, NamedActor actor, Instant at) {

    /** A thing that can happen to a ticket. */
    public enum Kind {
        /** The bot handed over. */
        OPENED,
        /** An agent has it from then on. */
        TAKEN,
        /** An agent was given it. */
        ASSIGNED,
        /** An agent wrote to the customer. */
        REPLIED,
        /** An agent wrote to the others. */
        NOTED,
        /** The agent who had it said nothing for long: it waits for everybody. */
        RETURNED,
        /** It waited for too long: those who can help were told. */
        ESCALATED,
        /** An agent put it off. */
        SNOOZED,
        /** It is back on its list. */
        WOKEN,
        /** The bot has the conversation again, with nothing solved. */
        HANDED_BACK,
        /** It is over. */
        RESOLVED,
        /** The customer was asked how they were helped. */
        ASKED;

        /** The word by which it is stored, and named in texts. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
