package io.parley.learning.suggestion;

import java.util.List;

/**
 * What was asked before a ticket and told on it, as it was said.
 *
 * @param replies the agents', in their order
 * @param known names and mail addresses of those who took part
 * @param language in which they wrote, as an IETF tag
 */
public record Told(String question, List<String> replies, List<String> known, String language,
        Suggestion.Source source) {
    public Told {
        replies = List.copyOf(replies);
        known = List.copyOf(known);
    }
}
