package io.parley.conversation;

import java.util.Locale;

/** Who a conversation is with. */
public enum State {
    /** The bot answers. */
    BOT,
    /** It waits for a person; meanwhile the bot answers what it is sure of. */
    WAITING,
    /** A person has it; the bot is silent. */
    PERSON,
    /** It is over; the next message in its thread opens another. */
    CLOSED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
