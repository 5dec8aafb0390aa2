package io.parley.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message to agents is besides its text. */
public sealed interface ForAgents {
    /** A thing that a button does. */
    enum Act {
        TAKE, HAND_BACK, RESOLVE,
        /** The ticket is over, and the FAQ learns from it. */
        TEACH,
        /** The agent's words go to the customer, and the ticket is the agent's. */
        SEND,
        /** The same, although another agent has the ticket. */
        TAKE_OVER,
        /** The agent's words stay among agents. */
        KEEP
    }

    /**
     * Buttons under it.
     *
     * @param about the ticket; for the last three acts our id of the agent's message
     * @param revision the ticket's revision that it shows
     * @param desk where the ticket is at the desk; null where that is not known
     */
    record Buttons(List<Act> acts, long about, int revision, @Nullable String desk) implements ForAgents {
        public Buttons {
            acts = List.copyOf(acts);
        }
    }

    /**
     * A sign on an agent's message, in place of a message.
     *
     * @param on the channel's id of that message
     */
    record Mark(String on, Sign sign) implements ForAgents {}

    /** It is shown to all who are there, also where threads are read by those only who take part in them. */
    record Loud() implements ForAgents {}

    /** What is said of an agent's message by a sign on it. */
    enum Sign {
        /** The customer has it. */
        DELIVERED,
        /** The customer did not get it. */
        FAILED,
        /** It stays among agents. */
        INSIDE
    }
}
