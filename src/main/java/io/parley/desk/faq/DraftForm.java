package io.parley.desk.faq;

import io.parley.knowledge.faq.FaqId;
import io.parley.learning.suggestion.Suggestion;
import io.parley.learning.suggestion.Suggestion.Resemblance;
import io.parley.learning.suggestion.Suggestion.Wording;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision on a suggestion as its form has it.
 *
 * @param otherWays other ways to ask, one a line
 * @param entry the entry of which it becomes a part
 * @param reason why nothing shall become of it
 * @param looked whether the marked words are nobody's
 * @param n how many suggestions stand before it in the list
 */
record DraftForm(@Nullable String question, @Nullable String answer, @Nullable String otherWays, @Nullable String entry,
        @Nullable String reason, @Nullable Boolean looked, @Nullable Integer n) {
    private static final int LONGEST_QUESTION = 500;
    private static final int LONGEST_ANSWER = 20_000;
    private static final int LONGEST_REASON = 500;
    private static final int MOST_WAYS = 50;
    /** With two others beside the question, half of what asks the same in new words is answered; with fewer nothing is. */
    private static final int MIN_OTHER_WAYS = 2;

    static DraftForm of(Suggestion suggestion, int n) {
        Wording wording = suggestion.wording();
        Resemblance near = suggestion.near();
        return new DraftForm(wording.question(), wording.answer(), String.join("\n", wording.ways()),
                near == null ? null : near.entry(), "", false, n);
    }

    /** Why nothing can be done by it, as a text's key; empty when something can. */
    Optional<String> wrong() {
        if (tidy(question).isEmpty() || tidy(question).length() > LONGEST_QUESTION) {
            return Optional.of("wrong-question");
        }
        if (tidy(answer).isEmpty() || tidy(answer).length() > LONGEST_ANSWER) {
            return Optional.of("wrong-answer");
        }
        boolean tooMuch = ways().size() > MOST_WAYS || ways().stream().anyMatch(way -> way.length() > LONGEST_QUESTION);
        return tooMuch ? Optional.of("wrong-ways") : Optional.empty();
    }

    /** The entry of which it becomes a part; empty when none is named. */
    Optional<FaqId> chosen() {
        return entry == null || entry.isBlank() || entry.length() > FaqId.MAX_LENGTH
                ? Optional.empty()
                : Optional.of(new FaqId(entry));
    }

    List<String> ways() {
        return tidy(otherWays).lines().map(String::strip).filter(way -> !way.isEmpty()).distinct().toList();
    }

    /** The suggestion as the form words it. */
    Wording wording(Suggestion suggestion) {
        return new Wording(tidy(question), tidy(answer), ways(), suggestion.wording().language());
    }

    String shortReason() {
        String tidy = tidy(reason);
        return tidy.substring(0, Math.min(LONGEST_REASON, tidy.length()));
    }

    /** Whether the reviewer confirms that the marked words are nobody's. */
    public boolean isLooked() {
        return Boolean.TRUE.equals(looked);
    }

    /** Whether it has so few ways to ask that the bot would seldom answer with it. */
    public boolean isRarelyFound() {
        return ways().size() < MIN_OTHER_WAYS;
    }

    /** How many suggestions stand before it in the list. */
    public int before() {
        return Math.max(0, Objects.requireNonNullElse(n, 0));
    }

    private static String tidy(@Nullable String text) {
        return text == null ? "" : text.replace("\0", "").replace("\r\n", "\n").strip();
    }
}
