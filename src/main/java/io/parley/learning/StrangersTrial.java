package io.parley.learning;

import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.learning.RegressionCases.Case;
import io.parley.learning.RegressionCases.Treated;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries what strangers say on the regression cases, with it taught: the cases have to be treated as well as without it. Where
 * they are not, the strangers' lessons of the entries concerned are left out, and at last all of them.
 */
final class StrangersTrial {
    private static final Logger log = LoggerFactory.getLogger(StrangersTrial.class);
    private static final int ROUNDS = 3;

    private final RegressionCases cases;
    private final Rehearsal rehearsal;
    /** Strangers do not stand for each other. */
    private final List<Case> firm;

    StrangersTrial(RegressionCases cases, List<Case> known, Rehearsal rehearsal) {
        this.cases = cases;
        this.rehearsal = rehearsal;
        this.firm = known.stream().filter(Predicate.not(Case::isAgreed)).toList();
    }

    /** The lessons of these that may be taught. */
    List<Study.Weighed> harmless(List<Study.Weighed> weighed) {
        List<Study.Weighed> without = withoutStrangers(weighed);
        if (lessonsOf(without).equals(lessonsOf(weighed))) {
            return weighed;
        }
        Treated before = treated(lessonsOf(without));
        List<Study.Weighed> tried = weighed;
        for (int round = 0; round < ROUNDS; round++) {
            Treated after = treated(lessonsOf(tried));
            if (after.isNoWorseThan(before)) {
                return tried;
            }
            Set<FaqId> touched = after.touched(before);
            log.warn("What strangers say of {} entries makes known questions go wrong and is not taught",
                    touched.size());
            tried = tried.stream()
                    .map(one -> touched.contains(one.row().pair().entry()) ? one.withoutStrangers() : one).toList();
        }
        return without;
    }

    /** The treatment, by a FAQ that is taught these lessons, of the cases that do not rest on strangers alone. */
    Treated treated(List<Lesson> lessons) {
        try (Rehearsal.Taught taught = rehearsal.taught(lessons)) {
            return cases.treated(firm, taught);
        }
    }

    /** The share of them that such a FAQ answers rightly and surely. */
    double answered(List<Lesson> lessons) {
        int asked = (int) firm.stream().filter(one -> one.expected() != null).count();
        return treated(lessons).share(asked);
    }

    private static List<Study.Weighed> withoutStrangers(List<Study.Weighed> weighed) {
        return weighed.stream().map(Study.Weighed::withoutStrangers).toList();
    }

    private static List<Lesson> lessonsOf(List<Study.Weighed> weighed) {
        return weighed.stream().map(Study.Weighed::lesson).toList();
    }
}
