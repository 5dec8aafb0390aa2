package io.parley.learning.replay;

import io.parley.knowledge.Attempt;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Thresholds;
import io.parley.learning.replay.Effect.Moved;
import io.parley.learning.replay.Effect.Named;
import io.parley.learning.replay.ReplayRows.Asked;
import io.parley.learning.replay.ReplayRows.Case;
import io.parley.secrets.CleanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares how a FAQ treats questions before and after a change. */
final class Treatment {
    private final Attempt attempt;
    private final Thresholds thresholds;
    private final Predicate<String> isPublished;
    private final List<Moved> newly = new ArrayList<>();
    private final List<Moved> changed = new ArrayList<>();
    private final List<Moved> stolen = new ArrayList<>();
    private final List<Moved> lost = new ArrayList<>();
    private int asked;
    private int cases;

    /**
     * @param isPublished whether the company itself publishes a word, so that it is nobody's own
     */
    Treatment(Attempt attempt, Thresholds thresholds, Predicate<String> isPublished) {
        this.attempt = attempt;
        this.thresholds = thresholds;
        this.isPublished = isPublished;
    }

    /**
     * Asks a customer's question.
     *
     * @param right the entries that are known to answer it
     */
    void ask(Asked question, Set<String> right) {
        asked++;
        Optional<FaqEntry> before = Answers.of(attempt.before(), question.text(), thresholds);
        Optional<FaqEntry> after = Answers.of(attempt.after(), question.text(), thresholds);
        if (!Answers.areSame(before, after)) {
            List<Moved> list = before.isEmpty() ? newly : right.contains(before.get().id().value()) ? stolen : changed;
            list.add(moved(question.text(), question.name(), before.orElse(null), after.orElse(null)));
        }
    }

    /** Tries a question whose right entry is known for good. */
    void check(Case one) {
        cases++;
        Optional<Hit> before = attempt.before().search(one.text(), 1).stream().findFirst();
        Optional<Hit> after = attempt.after().search(one.text(), 1).stream().findFirst();
        if (grade(after, one.expected()) < grade(before, one.expected())) {
            lost.add(moved(one.text(), null, before.map(Hit::entry).orElse(null), after.map(Hit::entry).orElse(null)));
        }
    }

    /** How well a question is treated: 2 when it is answered rightly, 1 when the right entry is only the likeliest, or 0. */
    private int grade(Optional<Hit> best, @Nullable String expected) {
        boolean isSure = best.filter(hit -> thresholds.band(hit) == Thresholds.Band.ANSWER).isPresent();
        if (expected == null) {
            return isSure ? 0 : 2;
        }
        boolean isRight = best.filter(hit -> hit.entry().id().value().equals(expected)).isPresent();
        return isRight ? isSure ? 2 : 1 : 0;
    }

    private Moved moved(String text, @Nullable String name, @Nullable FaqEntry from, @Nullable FaqEntry to) {
        return new Moved(cleaned(text, name, isPublished),
                from == null ? null : Named.of(from), to == null ? null : Named.of(to));
    }

    /** A customer's question without what tells of one person. */
    static String cleaned(String text, @Nullable String name, Predicate<String> isPublished) {
        List<String> known = name == null ? List.of() : List.of(name);
        return new CleanText(known, isPublished).of(text, CleanText.Speaker.CUSTOMER).text();
    }

    Effect effect() {
        return new Effect(asked, cases, newly, changed, stolen, lost);
    }
}
