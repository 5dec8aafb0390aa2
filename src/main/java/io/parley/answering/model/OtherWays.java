package io.parley.answering.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Has a language model write how else customers would ask something, for a person to choose from. */
final class OtherWays {
    /** The variables of {@code prompts/ways.md}. */
    static final Set<String> VARIABLES = Set.of("fence");

    private static final Pattern BEFORE = Pattern.compile("\\A(?:[-*•]|\\p{Nd}{1,2}[.)])\\s+");
    private static final int MOST = 5;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 300;

    private final ModelCalls calls;
    private final Prompt prompt;

    OtherWays(ModelCalls calls, Prompt prompt) {
        this.calls = calls;
        this.prompt = prompt;
    }

    /** A few, one a line of what it writes; none when the model fails. */
    List<String> of(String question) {
        String fence = UUID.randomUUID().toString().substring(0, 8);
        String asked = "<<<" + fence + "\n" + question + "\n>>>" + fence;
        return switch (calls.call(prompt.with(Map.of("fence", fence)), asked)) {
            case ModelCalls.Outcome.Failed _ -> List.of();
            case ModelCalls.Outcome.Wrote wrote -> wrote.text().lines().map(String::strip)
                    .map(line -> BEFORE.matcher(line).replaceFirst("").strip())
                    .filter(line -> line.length() >= SHORTEST && line.length() <= LONGEST)
                    .filter(line -> !line.contains("<<<") && !line.contains(">>>")).distinct().limit(MOST).toList();
        };
    }
}
