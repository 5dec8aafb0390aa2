package io.parley.channel;

/** What becomes of an agent's words under a ticket that nobody has. */
public enum AgentReplies {
    /** They go to the customer, and the ticket is the agent's. */
    SEND,
    /** The agent is asked. */
    ASK,
    /** They stay among agents, also under a ticket that is the agent's own. */
    OFF
}
