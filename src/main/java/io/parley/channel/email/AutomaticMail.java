package io.parley.channel.email;

import java.util.Locale;

/** An automatic mail that may go out to a person's mail. */
enum AutomaticMail {
    /** An answer. */
    ANSWER,
    /** The word that no more answers come for now; to who asks for a person, that one will come. */
    LIMIT,
    /** To who asks for a person, the word that one will come; else none. */
    PERSON;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
