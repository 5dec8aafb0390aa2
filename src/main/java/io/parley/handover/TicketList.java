package io.parley.handover;

import java.util.Locale;

/** A list of tickets at the desk. */
public enum TicketList {
    /** Nobody has them; the oldest is first. */
    WAITING("state = 'waiting' and snoozed_until is null", false),
    /** The agent who looks has them. */
    MINE("assignee = ? and state = 'taken' and snoozed_until is null", true),
    /** Others have them, and their customers wait for an answer. */
    COLLEAGUES("state = 'taken' and waits_since is not null and assignee is distinct from ? and snoozed_until is null",
            true),
    /** Agents answered, and the customers have not written since. */
    REPLIED("state = 'taken' and waits_since is null and snoozed_until is null", false),
    /** Nobody needs to look at them before a time, or before the customer writes. */
    SNOOZED("snoozed_until is not null and state <> 'resolved'", false),
    /** Over; the newest is first. */
    RESOLVED("state = 'resolved'", false);

    private final String condition;
    private final boolean ofAnAgent;

    TicketList(String condition, boolean ofAnAgent) {
        this.condition = condition;
        this.ofAnAgent = ofAnAgent;
    }

    /** The word that stands for it in addresses and texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which tickets are on it, in the words of an index. */
    String condition() {
        return condition;
    }

    /** Whether the condition has a parameter, the agent who looks. */
    boolean isOfAnAgent() {
        return ofAnAgent;
    }

    boolean isNewestFirst() {
        return this == RESOLVED;
    }
}
