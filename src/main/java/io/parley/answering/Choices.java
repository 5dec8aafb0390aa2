package io.parley.answering;

import io.parley.knowledge.ranking.Confidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * "Did you mean…?"
 *
 * @param text        the lead-in; the questions themselves stand in the suggestions only
 * @param confidence  that of the likeliest entry; null where they are offered once more
 * @param suggestions 1 to 3 entries, likeliest first
 */
public record Choices(String text, @Nullable Confidence confidence, List<Suggestion> suggestions) implements Answer {

    public Choices {
        suggestions = List.copyOf(suggestions);
    }
}
