package io.parley.learning;

import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.search.Search;
import io.parley.learning.RegressionCases.Case;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import org.springframework.stereotype.Component;

/**
 * Watches the share of known questions that the FAQ in use answers rightly and surely. When it falls by a fifth, and an
 * earlier version does better, that one is the way back; a FAQ that became worse by an import has none.
 */
@Component
class AnswerWatch {
    private static final double LARGEST_FALL = 0.2;
    private static final int MOST_ASKED = 500;

    private final RefitRows rows;
    private final RegressionCases cases;
    private final Search inUse;

    AnswerWatch(RefitRows rows, RegressionCases cases, Search inUse) {
        this.rows = rows;
        this.cases = cases;
        this.inUse = inUse;
    }

    static boolean isFall(double before, double now) {
        return now < (1 - LARGEST_FALL) * before;
    }

    /**
     * The version with which the FAQ would answer enough again; empty when it does.
     *
     * @param lessons what each version teaches
     */
    Optional<Long> wayBack(List<Case> known, Rehearsal rehearsal, LongFunction<List<Lesson>> lessons) {
        Optional<Refit> taken = rows.current().filter(refit -> refit.state() == Refit.State.TAKEN);
        OptionalDouble before = taken.map(refit -> rows.answered(refit.id())).orElse(OptionalDouble.empty());
        if (before.isEmpty()) {
            return Optional.empty();
        }
        List<Case> asked = known.stream().filter(one -> one.expected() != null)
                .limit(MOST_ASKED).toList();
        double now = cases.treated(asked, inUse).share(asked.size());
        if (!isFall(before.getAsDouble(), now)) {
            return Optional.empty();
        }
        long current = taken.orElseThrow().id();
        return List.of(current, rows.before(current)).stream()
                .filter(version -> isFall(share(asked, rehearsal, lessons.apply(version)), now)).findFirst();
    }

    private double share(List<Case> asked, Rehearsal rehearsal, List<Lesson> lessons) {
        try (Rehearsal.Taught taught = rehearsal.taught(lessons)) {
            return cases.treated(asked, taught).share(asked.size());
        }
    }
}
