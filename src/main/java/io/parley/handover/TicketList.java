package io.parley.handover;

import java.util.Locale;

/** A list of tickets at the desk. */
public enum TicketList {
    /** Nobody has them; the oldest is first. */
    WAITING("state = 'waiting' and snoozed_until is null"),
    /** The agent who looks has them. */
    MINE("assignee = :account and state = 'taken' and snoozed_until is null"),
    /** Others have them, and their customers wait for an answer. */
    COLLEAGUES(
            "state = 'taken' and waits_since is not null and assignee is distinct from :account and snoozed_until is null"),
    /** Agents answered, and the customers have not written since. */
    REPLIED("state = 'taken' and waits_since is null and snoozed_until is null"),
    /** Nobody needs to look at them before a time, or before the customer writes. */
    SNOOZED("snoozed_until is not null and state <> 'resolved'"),
    /** Over; the newest is first. */
    RESOLVED("state = 'resolved'");

    private final String condition;

    TicketList(String condition) {
        this.condition = condition;
    }

    /** The word that stands for it in addresses and texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which tickets are on it, in the words of an index; {@code :account} is the agent who looks. */
    String condition() {
        return condition;
    }

    boolean isNewestFirst() {
        return this == RESOLVED;
    }
}
