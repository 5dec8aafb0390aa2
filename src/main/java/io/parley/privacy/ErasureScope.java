package io.parley.privacy;

import java.util.List;

/**
 * What is a person's.
 *
 * @param conversations those in which they wrote
 * @param alone those of them in which nobody else wrote but the bot and agents
 * @param messages theirs, the answers to them, and what was said in conversations of their own or on their tickets
 * @param tickets theirs
 */
record ErasureScope(long participant, List<Long> conversations, List<Long> alone, List<Long> messages,
        List<Long> tickets) {
    Long[] messageIds() {
        return messages.toArray(Long[]::new);
    }

    Long[] ticketIds() {
        return tickets.toArray(Long[]::new);
    }

    Long[] aloneIds() {
        return alone.toArray(Long[]::new);
    }
}
