package io.parley.channel;

/** A request that a person can make by a command rather than by a sentence. */
public enum Command {
    /** The first contact. */
    START,
    /** A description of what the bot can do. */
    HELP,
    /** A person, please. */
    HUMAN,
    /** The last answer did not help. */
    NOT_HELPED
}
