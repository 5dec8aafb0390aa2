package io.parley.channel.email.sender;

import java.util.Locale;

/** An automatic mail that may go out to a person's mail. */
public enum AutomaticMail {
    /** An answer. */
    ANSWER,
    /** A notice that no more answers come for now; to a person who asks for an agent, that one will come. */
    LIMIT,
    /** A notice that an agent will come, to a person who asks for one; else none. */
    PERSON;

    /** The word that is stored. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
