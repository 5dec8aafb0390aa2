package io.parley.handover;

import io.parley.actor.Helper;
import io.parley.conversation.Replies;
import org.jspecify.annotations.Nullable;

/**
 * The one who acts on a ticket, and the state of it that they have seen.
 *
 * @param by the agent or the program; secrets in the name are hidden
 * @param caller by whom it is asked for; another one where that is done in an agent's name
 * @param takeOver whether another's ticket becomes theirs
 * @param revision the ticket's revision that they have seen; null when they do not say
 * @param seen the newest message of the customer that they have seen; null when they do not say
 */
public record AgentAct(Helper by, Helper caller, boolean takeOver, @Nullable Integer revision, @Nullable Long seen) {
    public AgentAct {
        by = new Helper(by.actor(), by.account(), Replies.kept(by.name()));
    }

    /** An act in one's own name, of somebody who does not say which messages they have seen. */
    public AgentAct(Helper by, boolean takeOver, @Nullable Integer revision) {
        this(by, by, takeOver, revision, null);
    }

    /** The same, of somebody who does not say what they have seen at all. */
    public static AgentAct of(Helper by) {
        return new AgentAct(by, false, null);
    }

    /** The same act with more of what they say about it. */
    public AgentAct with(@Nullable Boolean takingOver, @Nullable Integer seenRevision) {
        return new AgentAct(by, caller, Boolean.TRUE.equals(takingOver), seenRevision, seen);
    }

    /** The name of the one who acts, as the customer sees it. */
    public String name() {
        return by.name();
    }

    /** Whether it is asked for by another than the one in whose name it is done. */
    boolean isForAnother() {
        return !caller.actor().equals(by.actor());
    }
}
