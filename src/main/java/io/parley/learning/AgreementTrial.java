package io.parley.learning;

import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.learning.RegressionCases.Case;
import io.parley.learning.RegressionCases.Treated;
import io.parley.learning.replay.Answers;
import io.parley.learning.replay.RecentQuestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    /** The most questions whose answers one retraining changes by what they agree on. */
    static final int FEW = 5;
    /** So many are tried one by one in a retraining. */
    private static final int TRIED = 20;
    /** So many are looked at in a retraining; the others wait for the next. */
    private static final int MOST_NEW = 100;

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
            log.warn("The votes of those who agree about {} entries make known questions go wrong and are not taught",
                    touched.size());
            tried = tried.stream()
                    .map(one -> touched.contains(one.row().pair().entry()) ? one.withoutAgreed() : one).toList();
        }
        return without;
    }

    /**
     * The same with no more of what they newly agree on than changes the answers to five questions, among customers' last ones
     * and those that they speak of. What more voters agree on comes first. The rest waits for later retrainings, or for an
     * operator.
     *
     * @param taught the weights that the version in use teaches, by the number of the pair
     */
    List<Study.Weighed> few(List<Study.Weighed> weighed, Map<Long, Double> taught, RecentQuestions recent) {
        List<Study.Weighed> all = new ArrayList<>(weighed.stream().filter(one -> isNew(one, taught)).toList());
        // Of those on which as many agree others come first each time, so that none waits for ever behind the same ones.
        Collections.shuffle(all);
        all.sort(Comparator.comparingInt((Study.Weighed one) -> Math.abs(one.agreed())).reversed());
        Stay stay = new Stay(taught);
        List<Study.Weighed> news = all.subList(0, Math.min(MOST_NEW, all.size()));
        if (news.isEmpty()) {
            return weighed;
        }
        RecentQuestions asked = recent.and(news.stream().map(one -> one.row().pair().text()).toList());
        Answers before = answers(lessonsOf(stay.of(weighed, all)), asked);
        List<Study.Weighed> left = new ArrayList<>(all.subList(news.size(), all.size()));
        if (!isFew(before, stay.of(weighed, left), asked)) {
            left.addAll(news);
            for (Study.Weighed one : news.subList(0, Math.min(TRIED, news.size()))) {
                left.remove(one);
                if (!isFew(before, stay.of(weighed, left), asked)) {
                    left.add(one);
                }
            }
        }
        if (!left.isEmpty()) {
            log.info("Of {} questions on which people agree {} wait: they would change too many answers", all.size(),
                    left.size());
        }
        return stay.of(weighed, left);
    }

    private boolean isFew(Answers before, List<Study.Weighed> tried, RecentQuestions asked) {
        return before.differingFrom(answers(lessonsOf(tried), asked)) <= FEW;
    }

    /**
     * Leaves pairs as they are taught at present.
     *
     * @param taught the weights, by the number of the pair
     */
    private record Stay(Map<Long, Double> taught) {
        List<Study.Weighed> of(List<Study.Weighed> weighed, List<Study.Weighed> left) {
            Set<Study.Weighed> same = new HashSet<>(left);
            return weighed.stream().map(one -> same.contains(one)
                    ? new Study.Weighed(one.row(), one.prior(), one.agreed(),
                            one.row().lesson(taught.getOrDefault(one.row().id(), 0.0)))
                    : one).toList();
        }
    }

    private static boolean isNew(Study.Weighed one, Map<Long, Double> taught) {
        double weight = one.lesson().weight();
        return weight != one.withoutAgreed().lesson().weight()
                && Math.signum(weight) != Math.signum(taught.getOrDefault(one.row().id(), 0.0));
    }

    /** The answers of a FAQ that is taught these lessons. */
    Answers answers(Collection<Lesson> lessons, RecentQuestions asked) {
        rehearsal.prepare(asked.questions());
        try (Rehearsal.Taught taught = rehearsal.taught(lessons)) {
            return asked.of(taught);
        }
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
