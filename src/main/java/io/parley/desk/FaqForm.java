package io.parley.desk;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqEntry.State;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the FAQ as its form has it.
 *
 * @param otherWays other ways to ask it, one a line
 * @param revision the entry's revision that the agent saw
 */
record FaqForm(@Nullable String question, @Nullable String answer, @Nullable String otherWays,
        @Nullable String keywords, @Nullable String url, @Nullable Integer revision) {
    private static final int LONGEST_QUESTION = 500;
    private static final int LONGEST_ANSWER = 20_000;
    private static final int MOST_WAYS = 200;

    static FaqForm of(FaqEntry entry, List<String> ways) {
        return new FaqForm(entry.question(), Objects.requireNonNullElse(entry.answer(), ""),
                String.join("\n", ways), entry.keywords(), Objects.requireNonNullElse(entry.url(), ""),
                entry.revision());
    }

    /** Why it cannot be saved, as a text's key; empty when it can. */
    Optional<String> wrong(FaqEntry before) {
        if (tidy(question).isEmpty() || tidy(question).length() > LONGEST_QUESTION) {
            return Optional.of("wrong-question");
        }
        if (tidy(answer).length() > LONGEST_ANSWER || (tidy(answer).isEmpty() && before.state() == State.PUBLISHED)) {
            return Optional.of("wrong-answer");
        }
        if (ways().size() > MOST_WAYS || ways().stream().anyMatch(way -> way.length() > LONGEST_QUESTION)) {
            return Optional.of("wrong-ways");
        }
        return isLink(tidy(url)) ? Optional.empty() : Optional.of("wrong-url");
    }

    private static boolean isLink(String url) {
        try {
            return url.isEmpty() || List.of("http", "https").contains(String.valueOf(URI.create(url).getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The other ways to ask it. */
    List<String> ways() {
        return tidy(otherWays).lines().map(String::strip).filter(way -> !way.isEmpty()).distinct().toList();
    }

    /** The entry as the form has it. */
    FaqEntry entry(FaqEntry before) {
        return new FaqEntry(before.id(), tidy(question), tidy(answer).isEmpty() ? null : tidy(answer),
                before.category(), tidy(keywords), tidy(url).isEmpty() ? null : tidy(url), before.owner(),
                before.reviewBy(), before.language(), before.state(), Objects.requireNonNullElse(revision, -1),
                before.intent());
    }

    private static String tidy(@Nullable String text) {
        return text == null ? "" : text.replace("\0", "").replace("\r\n", "\n").strip();
    }
}
