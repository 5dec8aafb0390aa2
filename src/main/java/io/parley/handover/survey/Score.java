package io.parley.handover.survey;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a customer says of the help that they got.
 *
 * @param points 1 to 5
 * @param comment what else they say; null when that is nothing
 */
public record Score(int points, @Nullable String comment) {
    private static final int LONGEST = 2_000;
    private static final Pattern WRITTEN = Pattern.compile("\\s*([1-5])(?:\\s*/\\s*5)?\\s*[.!]?\\s*(?:\\n(.*))?",
            Pattern.DOTALL);

    /** The score that a text is: a number on a line of its own, and perhaps a comment below it. Empty for any other text. */
    static Optional<Score> of(String text) {
        Matcher matcher = WRITTEN.matcher(text.replace("\r\n", "\n"));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String rest = matcher.group(2) == null ? "" : matcher.group(2).strip();
        return Optional.of(new Score(Integer.parseInt(matcher.group(1)),
                rest.isEmpty() ? null : rest.substring(0, Math.min(LONGEST, rest.length()))));
    }
}
