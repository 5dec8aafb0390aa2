package io.parley.learning.suggestion;

import io.parley.knowledge.Likeness;
import io.parley.learning.suggestion.Suggestion.Kind;
import io.parley.learning.suggestion.Suggestion.Resemblance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a question and its answer with what there is, on two axes: what is asked, and what is said to it. One number for
 * both would merge what contradicts, or miss what is alike.
 */
final class Comparison {
    /** Questions of this confidence or cosine ask the same. */
    private static final double SAME_CONFIDENCE = 0.5;
    private static final double SAME = 0.88;
    /** Questions of this confidence or cosine ask for something like it. */
    private static final double LIKE_CONFIDENCE = 0.15;
    private static final double LIKE = 0.7;
    /** Answers of this cosine say the same, if no number, day, link or negation differs. */
    private static final double ANSWERS_ALIKE = 0.8;
    private static final int ENTRIES = 10;

    private final Likeness likeness;
    private final String answer;
    private final float[] question;
    private final float[] said;
    private final List<Likeness.Near> entries;

    Comparison(Likeness likeness, String question, String answer) {
        this.likeness = likeness;
        this.answer = answer;
        this.question = likeness.vector(question);
        this.said = likeness.vector(answer);
        this.entries = likeness.near(question, ENTRIES);
    }

    /**
     * What follows.
     *
     * @param joins the suggestion that gets its support; null when it gets a row of its own
     * @param kind what the row of its own is; null when an entry says so already
     */
    record Result(@Nullable Long joins, @Nullable Kind kind, @Nullable Resemblance near) {}

    /** The vector of the question. */
    float[] vector() {
        return question;
    }

    /** What becomes of it beside the suggestions that are known. */
    Result with(List<SuggestionRows.Known> known) {
        Optional<Likeness.Near> same = entries.stream().filter(Comparison::asksTheSame).findFirst();
        if (same.isPresent() && saysTheSame(answerOf(same.get()))) {
            return new Result(null, null, resembles(same.get()));
        }
        Optional<SuggestionRows.Known> alike = nearest(known, LIKE).filter(this::isJoined);
        if (alike.isPresent()) {
            return new Result(alike.get().id(), null, null);
        }
        if (same.isPresent()) {
            return new Result(null, Kind.CONTRADICTION, resembles(same.get()));
        }
        Optional<SuggestionRows.Known> open = nearest(known, SAME).filter(SuggestionRows.Known::isOpen);
        return open.map(one -> new Result(null, Kind.CONTRADICTION, resembles(one))).orElseGet(this::own);
    }

    /** The entries that a reviewer sees beside it, the likeliest first. */
    List<Beside> beside(int most) {
        return entries.stream().filter(Comparison::asksForTheLike).limit(most)
                .map(near -> new Beside(near.entry(), near.cosine(),
                        asksTheSame(near), saysTheSame(answerOf(near)), Differences.of(answer, answerOf(near))))
                .toList();
    }

    /** The entry that answers the same question differently. */
    Optional<String> contradicted() {
        return entries.stream().filter(Comparison::asksTheSame).findFirst()
                .filter(same -> !saysTheSame(answerOf(same))).map(same -> same.entry().id().value());
    }

    private Result own() {
        Optional<Likeness.Near> like = entries.stream().filter(Comparison::asksForTheLike).findFirst();
        return like.map(near -> new Result(null, saysTheSame(answerOf(near)) ? Kind.PHRASING : Kind.NEW,
                resembles(near))).orElseGet(() -> new Result(null, Kind.NEW, null));
    }

    /** What was dismissed is joined by the same question only. */
    private boolean isJoined(SuggestionRows.Known known) {
        return saysTheSame(known.answer())
                && (known.isOpen() || Likeness.cosine(question, known.vector()) >= SAME);
    }

    private Optional<SuggestionRows.Known> nearest(List<SuggestionRows.Known> known, double least) {
        return known.stream().filter(one -> Likeness.cosine(question, one.vector()) >= least)
                .max(Comparator.comparingDouble(one -> Likeness.cosine(question, one.vector())));
    }

    private static boolean asksTheSame(Likeness.Near near) {
        return near.confidence() >= SAME_CONFIDENCE || near.cosine() >= SAME;
    }

    private static boolean asksForTheLike(Likeness.Near near) {
        return near.confidence() >= LIKE_CONFIDENCE || near.cosine() >= LIKE;
    }

    private boolean saysTheSame(String other) {
        return Differences.of(answer, other).isEmpty()
                && Likeness.cosine(said, likeness.vector(other)) >= ANSWERS_ALIKE;
    }

    private Resemblance resembles(Likeness.Near near) {
        return new Resemblance(near.entry().id().value(), null, near.cosine(),
                Differences.of(answer, answerOf(near)));
    }

    private Resemblance resembles(SuggestionRows.Known known) {
        return new Resemblance(null, known.id(), Likeness.cosine(question, known.vector()),
                Differences.of(answer, known.answer()));
    }

    private static String answerOf(Likeness.Near near) {
        String text = near.entry().answer();
        return text == null ? "" : text;
    }
}
