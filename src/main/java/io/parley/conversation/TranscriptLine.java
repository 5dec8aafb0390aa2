package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as an agent reads it.
 *
 * @param author {@code customer}, {@code bot} or {@code person}
 * @param name who it was, as far as that is known
 * @param source where the bot's words came from
 * @param unverified what is not sure about who said it; null where nothing is known to be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TranscriptLine(String author, @Nullable String name, String text, @Nullable String source, Instant at,
        @Nullable String unverified) {}
