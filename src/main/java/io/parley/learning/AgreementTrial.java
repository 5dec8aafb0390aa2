package io.parley.learning;

import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.learning.RegressionCases.Case;
import io.parley.learning.RegressionCases.Treated;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries on the regression cases, with it taught, what those agree on who may teach only together: the cases have to be treated
 * as well as without it. Where they are not, these lessons of the entries concerned are left out, and at last all of them.
 */
final class AgreementTrial {
    private static final Logger log = LoggerFactory.getLogger(AgreementTrial.class);
    private static final int ROUNDS = 3;

    private final RegressionCases cases;
    private final Rehearsal rehearsal;
    private final List<Case> known;

    AgreementTrial(RegressionCases cases, List<Case> known, Rehearsal rehearsal) {
        this.cases = cases;
        this.rehearsal = rehearsal;
        this.known = known;
    }

    /** The lessons of these that may be taught. */
    List<Study.Weighed> harmless(List<Study.Weighed> weighed) {
        List<Study.Weighed> without = withoutAgreed(weighed);
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
            log.warn("What customers agree on about {} entries makes known questions go wrong and is not taught",
                    touched.size());
            tried = tried.stream()
                    .map(one -> touched.contains(one.row().pair().entry()) ? one.withoutAgreed() : one).toList();
        }
        return without;
    }

    /** The treatment of the cases by a FAQ that is taught these lessons. */
    Treated treated(List<Lesson> lessons) {
        try (Rehearsal.Taught taught = rehearsal.taught(lessons)) {
            return cases.treated(known, taught);
        }
    }

    /** The share of them that such a FAQ answers rightly and surely. */
    double answered(List<Lesson> lessons) {
        int asked = (int) known.stream().filter(one -> one.expected() != null).count();
        return treated(lessons).share(asked);
    }

    private static List<Study.Weighed> withoutAgreed(List<Study.Weighed> weighed) {
        return weighed.stream().map(Study.Weighed::withoutAgreed).toList();
    }

    private static List<Lesson> lessonsOf(List<Study.Weighed> weighed) {
        return weighed.stream().map(Study.Weighed::lesson).toList();
    }
}
