package io.parley.handover;

import io.parley.conversation.Replies;
import org.jspecify.annotations.Nullable;

/**
 * The agent who acts on a ticket, and the state of it that they have seen.
 *
 * @param agent the agent's name, as the customer sees it; secrets in it are hidden
 * @param takeOver whether another agent's ticket becomes theirs
 * @param revision the ticket's revision that they have seen; null when they do not say
 * @param account the agent's id at the desk; null for somebody who is known by name only
 */
public record AgentAct(String agent, boolean takeOver, @Nullable Integer revision, @Nullable Long account) {
    public AgentAct {
        agent = Replies.kept(agent);
    }

    /** An act of somebody who is known by name only. */
    public AgentAct(String agent, boolean takeOver, @Nullable Integer revision) {
        this(agent, takeOver, revision, null);
    }

    /** An act of an agent who does not say which revision they have seen. */
    public static AgentAct of(String agent) {
        return new AgentAct(agent, false, null);
    }
}
