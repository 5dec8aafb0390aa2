package io.parley.security;

import java.util.Locale;

/** The rights of an agent; each role may do what the one before it may. */
public enum Role {
    /** Answers customers. */
    AGENT,
    /** Also looks after the FAQ and what could not be delivered. */
    OPERATOR,
    /** Also decides who works here. */
    ADMINISTRATOR;

    /** The word by which it is stored, and named in texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
