package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn as its participant sees it.
 *
 * @param author {@code you}, {@code bot}, or {@code person} for somebody who helps customers
 * @param messageId Parley's id of the turn, which votes name
 * @param messageKey the channel's id of the participant's message; null for what others said
 * @param name who helped, for {@code person}
 * @param vote how the participant voted on it: 1, -1 or 0
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HistoryEntry(String author, String messageId, @Nullable String messageKey, @Nullable String name,
        String text, @Nullable String source, @Nullable Double confidence, List<Choice> choices,
        List<Citation> citations, boolean verdictWanted, boolean personOffered, int vote, Instant at) {

    HistoryEntry voted(int newVote) {
        return new HistoryEntry(author, messageId, messageKey, name, text, source, confidence, choices, citations,
                verdictWanted, personOffered, newVote, at);
    }
}
