package io.parley.actor;

import java.util.Locale;

/**
 * The one by whom something came about, with the name that people saw. The word says what they are, and never the name: an agent
 * may be called {@code silence}.
 *
 * @param word as it is stored: {@code agent:5}, {@code program:3}, or the word of another kind
 * @param name as people saw it; the word where nobody has a name
 */
public record NamedActor(String word, String name) {

    /** The kinds of actors. */
    public enum Kind {
        AGENT, PROGRAM,
        /** Somebody at a service of whom no account is known. */
        STRANGER,
        /** The customer. */
        CUSTOMER,
        /** The bot: the ticket joined another one of its customer. */
        MERGED,
        /** The bot: nobody came in time. */
        NOBODY,
        /** The bot: nobody said anything for long. */
        SILENCE,
        /** The bot: a time had come. */
        TIME,
        /** The bot: the customer is erased. */
        ERASED;

        /** The word by which it is stored, and named in texts. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether such an actor has a name of their own. */
        public boolean isNamed() {
            return this == AGENT || this == PROGRAM || this == STRANGER;
        }
    }

    /** An agent or a program. */
    public static NamedActor of(Helper helper) {
        return new NamedActor(helper.actor().word(), helper.name());
    }

    /** One who has no name of their own. */
    public static NamedActor of(Kind kind) {
        return new NamedActor(kind.word(), kind.word());
    }

    /** Somebody at a service of whom no account is known. */
    public static NamedActor stranger(String name) {
        return new NamedActor(Kind.STRANGER.word(), name);
    }

    /** The kind of this actor. */
    public Kind kind() {
        return Kind.valueOf(word.split(":", 2)[0].toUpperCase(Locale.ROOT));
    }
}
