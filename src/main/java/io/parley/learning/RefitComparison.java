package io.parley.learning;

import static java.util.Objects.requireNonNull;

import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Compares how sure the FAQ is of known questions with a version of what it is taught, and with the version before. */
@Component
public class RefitComparison {

    private final LessonRows lessons;
    private final RefitRows rows;
    private final RegressionCases cases;
    private final Teaching teaching;
    private final TransactionOperations transaction;

    RefitComparison(LessonRows lessons, RefitRows rows, RegressionCases cases, Teaching teaching,
            PlatformTransactionManager transactions) {
        this.lessons = lessons;
        this.rows = rows;
        this.cases = cases;
        this.teaching = teaching;
        this.transaction = LearningConfiguration.patient(transactions);
    }

    /**
     * How one known question was treated.
     *
     * @param confidence   of the best entry, 0 to 1
     * @param isRight      whether that is the right one
     * @param isAnswerable whether the FAQ answers the question at all
     */
    public record Asked(double confidence, boolean isRight, boolean isAnswerable) {}

    /**
     * The known questions, asked of two versions, neither of which was taught the question itself.
     *
     * @param before the number of the version before; 0 for nothing taught at all
     */
    public record Compared(long before, List<Asked> askedBefore, List<Asked> askedAfter) {}

    /** The versions and the cases, all read before the trials, which may take minutes. */
    private record Known(long before, List<Lesson> taughtBefore, List<Lesson> taught,
            List<RegressionCases.Case> cases) {}

    /**
     * Compares; takes from seconds to minutes, in proportion to the FAQ and to the known questions.
     *
     * @param id the version
     * @return empty when there is none of that number, or what it or the one before taught is no longer kept
     */
    public Optional<Compared> of(long id) {
        Rehearsal rehearsal = teaching.rehearsal();
        Optional<Known> known = requireNonNull(transaction.execute(status -> known(id, rehearsal)));
        return known.map(one -> new Compared(one.before, asked(one.cases, one.taughtBefore, rehearsal),
                asked(one.cases, one.taught, rehearsal)));
    }

    private Optional<Known> known(long id, Rehearsal rehearsal) {
        long before = rows.before(id);
        return id > 0 && rows.isKept(id) && rows.isKept(before)
                ? Optional.of(new Known(before, taught(before), taught(id), cases.with(rehearsal.published())))
                : Optional.empty();
    }

    private List<Lesson> taught(long refit) {
        Map<Long, Double> weights = rows.weights(refit);
        return lessons.all().stream().map(row -> row.lesson(weights.getOrDefault(row.id(), 0.0))).toList();
    }

    private static List<Asked> asked(List<RegressionCases.Case> cases, List<Lesson> taught, Rehearsal rehearsal) {
        try (Rehearsal.Taught unprepared = rehearsal.unprepared(taught, Study.SHARES)) {
            return cases.stream().map(one -> asked(one, unprepared)).toList();
        }
    }

    private static Asked asked(RegressionCases.Case one, Search search) {
        String expected = one.expected();
        return search.search(one.text(), 1).stream().findFirst()
                .map(best -> new Asked(best.confidence().value(), isOf(best, expected), expected != null))
                .orElseGet(() -> new Asked(0, false, expected != null));
    }

    private static boolean isOf(Hit hit, @Nullable String expected) {
        return hit.entry().id().value().equals(expected);
    }
}
