package io.parley.handover;

import io.parley.conversation.TranscriptLine;
import java.util.List;

/**
 * A ticket with what was said.
 *
 * @param turns the last of its conversation, at most 200, oldest first
 */
public record TicketConversation(Ticket ticket, List<TranscriptLine> turns) {

    public TicketConversation {
        turns = List.copyOf(turns);
    }
}
