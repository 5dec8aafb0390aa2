package io.parley.handover;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.conversation.TranscriptLine;
import java.util.List;

/**
 * A ticket with what was said.
 *
 * @param messages the last of its conversation, at most 200, oldest first
 */
public record TicketConversation(Ticket ticket, @JsonProperty("turns") List<TranscriptLine> messages) {

    public TicketConversation {
        messages = List.copyOf(messages);
    }

    /** The same without the places of messages that were taken back. */
    public TicketConversation withWordsOnly() {
        return new TicketConversation(ticket, messages.stream().filter(line -> !line.isTakenBack()).toList());
    }
}
