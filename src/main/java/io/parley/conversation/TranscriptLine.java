package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.actor.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as an agent reads it.
 *
 * @param id our id of it
 * @param author {@code customer}, {@code bot} or {@code person}
 * @param name who it was, as far as that is known
 * @param source where the bot's words came from
 * @param unverified what is not sure about who said it; null where nothing is known to be
 * @param confidence of an answer, how probable it is that it is right; null where it has none
 * @param verdict of an answer, how many more people found it helpful than did not; null where nobody said
 * @param saidBy the agent or program that said it; null for others, and where nobody knows any more
 * @param isTakenBack whether its author took it back, so that it has no words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TranscriptLine(long id, String author, @Nullable String name, String text,
        @Nullable String source, Instant at,
        @Nullable String unverified, @Nullable Double confidence, @Nullable Integer verdict,
        @JsonIgnore @Nullable Actor saidBy, @JsonIgnore boolean isTakenBack) {

    TranscriptLine judged(@Nullable Integer verdict) {
        return new TranscriptLine(id, author, name, text, source, at, unverified, confidence, verdict, saidBy,
                isTakenBack);
    }
}
