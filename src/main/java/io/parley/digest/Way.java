package io.parley.digest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How somebody gets the weekly digest. */
public enum Way {
    /** Not at all. */
    NONE,
    /** To the mail address of their account. */
    MAIL,
    /** As a direct message in Slack; in the agents' channel where nobody knows who they are there. */
    SLACK;

    /** The word by which it is stored, and named in forms and texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The way of a word; empty where none is called so. */
    public static Optional<Way> named(String word) {
        return Arrays.stream(values()).filter(way -> way.word().equals(word)).findFirst();
    }
}
