package io.parley.conversation;

import java.util.Locale;

/** Whether the bot or an agent answers in a conversation. */
public enum State {
    /** The bot answers. */
    BOT,
    /** It waits for an agent; meanwhile the bot answers what it is sure of. */
    WAITING,
    /** An agent has it; the bot is silent. */
    WITH_AGENT,
    /** It is over; the next message in its thread opens another. */
    CLOSED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
