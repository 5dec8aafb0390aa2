package io.parley.handover;

import io.parley.actor.Helper;
import io.parley.conversation.Replies;
import org.jspecify.annotations.Nullable;

/**
 * The one who acts on a ticket, and the state of it that they have seen.
 *
 * @param by the agent or the program; secrets in the name are hidden
 * @param takeOver whether another's ticket becomes theirs
 * @param revision the ticket's revision that they have seen; null when they do not say
 */
public record AgentAct(Helper by, boolean takeOver, @Nullable Integer revision) {
    public AgentAct {
        by = new Helper(by.actor(), by.account(), Replies.kept(by.name()));
    }

    /** An act of somebody who does not say which revision they have seen. */
    public static AgentAct of(Helper by) {
        return new AgentAct(by, false, null);
    }

    /** The name of the one who acts, as the customer sees it. */
    public String name() {
        return by.name();
    }
}
