package io.parley.channel;

/** What a person can ask for by a command rather than by a sentence. */
public enum Command {
    /** The first contact. */
    START,
    /** What can this bot do? */
    HELP,
    /** A person, please. */
    HUMAN
}
