package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message as its participant sees it.
 *
 * @param author {@code you}, {@code bot}, or {@code person} for somebody who helps customers
 * @param messageId Parley's id of the message, which votes name
 * @param externalId the channel's id of the participant's message; null for what others said
 * @param name who helped, for {@code person}
 * @param vote how the participant voted on it: 1, -1 or 0
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HistoryEntry(String author, String messageId, @JsonProperty("messageKey") @Nullable String externalId,
        @Nullable String name,
        String text, @Nullable String source, @Nullable Double confidence, List<Choice> choices,
        List<Citation> citations, boolean verdictWanted, boolean personOffered, int vote, Instant at) {

    HistoryEntry voted(int newVote) {
        return new HistoryEntry(author, messageId, externalId, name, text, source, confidence, choices, citations,
                verdictWanted, personOffered, newVote, at);
    }
}
