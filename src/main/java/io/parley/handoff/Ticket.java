package io.parley.handoff;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that waits for, or is with, a person.
 *
 * @param reason one of the seven words for why the bot handed it over
 * @param state waiting, taken or resolved
 * @param question what the customer said last when it was opened; null when that was nothing
 * @param customer the customer's name, as their channel knows it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ticket(long id, long conversationId, String channel, String reason, String state,
        @Nullable String question, @Nullable String customer, Instant openedAt, @Nullable String takenBy,
        @Nullable Instant takenAt, @Nullable String resolvedBy, @Nullable Instant resolvedAt) {

    /** Whether nobody needs to look at it any more. */
    boolean isResolved() {
        return state.equals("resolved");
    }
}
