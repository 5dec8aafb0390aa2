package io.parley.answering;

/** A request that a person makes by a command or a button rather than by a sentence. */
public enum Command {
    /** The first contact. */
    START,
    /** A description of what the bot can do. */
    HELP,
    /** A person, please. */
    HUMAN,
    /** The last answer did not help. */
    NOT_HELPED,
    /** None of the choices that were offered last. */
    NONE_OF_THESE,
    /** One of the choices that were offered last, but it is not clear which. */
    UNCLEAR_CHOICE
}
