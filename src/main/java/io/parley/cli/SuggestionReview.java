package io.parley.cli;

import io.parley.learning.suggestion.Suggestion;
import io.parley.learning.suggestion.Suggestions;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Suggestions.Review;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Suggestions for the FAQ, as the command that reviews them shows them and decides on them. */
record SuggestionReview(Suggestions suggestions, PrintWriter out) {
    static final String ID = "s[0-9]{1,18}";
    private static final String OPERATOR = "operator";

    /**
     * Lists some.
     *
     * @param shortened makes a line of a text
     */
    void list(int skip, int most, UnaryOperator<String> shortened) {
        for (Suggestion one : suggestions.open(skip, most)) {
            out.printf(Locale.ROOT, "s%-6d %s%n        %s%n        %s; tickets that say so: %d%n", one.id(),
                    shortened.apply(one.wording().question()), shortened.apply(one.wording().answer()),
                    one.kind().word(), one.support());
        }
    }

    /** The whole text of one that waits. */
    Optional<String> whole(String id) {
        return suggestions.find(number(id)).map(one -> one.wording().question() + "\n\n" + one.wording().answer());
    }

    /** Whether it is published now; where it is not, it says why. */
    boolean publish(String id) {
        return say(id, "published", suggestions.find(number(id))
                .map(one -> suggestions.publish(new Review(one.id(), one.wording(), false, OPERATOR)))
                .orElse(Outcome.GONE));
    }

    /** Whether it is dismissed now; where it is not, it says why. */
    boolean dismiss(String id) {
        return say(id, "dismissed", suggestions.dismiss(number(id), null, OPERATOR));
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(1));
    }

    private boolean say(String id, String done, Outcome outcome) {
        out.println(id + switch (outcome) {
            case DONE -> " is " + done + ".";
            case GONE -> " is nothing that waits for review.";
            case MARKED -> " has words that may be somebody's name. Publish it at the desk.";
            case PRIVATE -> " reads like something that was done for one customer. Rewrite it at the desk.";
            case STEALS, LOSES -> " takes questions from other entries. Decide on it at the desk.";
            case TAKEN, NO_ENTRY -> " asks what the bot answers already. Decide on it at the desk.";
        });
        return outcome == Outcome.DONE;
    }
}
