package io.parley.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** The role of a word; empty where none is called so. */
    public static Optional<Role> named(@Nullable String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
