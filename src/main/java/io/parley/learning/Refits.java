package io.parley.learning;

import io.parley.knowledge.Lesson;
import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.Teaching;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Weighs all that people said against each other, as a new version of what the FAQ is taught. A version is taken only if it
 * treats no fewer regression cases right than the one before; every case is asked of a FAQ that was not taught it.
 */
@Component
public class Refits {
    private static final Logger log = LoggerFactory.getLogger(Refits.class);

    private final LessonRows lessons;
    private final RefitRows rows;
    private final RegressionCases cases;
    private final Teaching teaching;
    private final TransactionOperations transaction;
    private final LearningSettings settings;
    private final InstantSource clock;

    Refits(LessonRows lessons, RefitRows rows, RegressionCases cases, Teaching teaching,
            TransactionOperations transaction, LearningSettings settings, InstantSource clock) {
        this.lessons = lessons;
        this.rows = rows;
        this.cases = cases;
        this.teaching = teaching;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** The last versions, the newest first. */
    public List<Refit> newest(int most) {
        return rows.newest(most);
    }

    /** The version in use; empty when nothing was ever taken. */
    public Optional<Refit> current() {
        return rows.current();
    }

    /** Refits when enough was said since the last time, and nobody wants a restored version to stay. */
    public void refitIfDue() {
        Instant last = rows.newest(1).stream().map(Refit::madeAt).findFirst().orElse(Instant.EPOCH);
        int said = lessons.saidSince(last) + lessons.forgetTakenBack() * settings.refitAfter();
        if (settings.enabled() && !rows.isHeld() && said >= settings.refitAfter()) {
            refit().ifPresent(refit -> log.info("Refit {} is {}: {} of {} cases right, {} before", refit.id(),
                    refit.state().name().toLowerCase(Locale.ROOT), refit.rightAfter(), refit.cases(),
                    refit.rightBefore()));
        }
    }

    /**
     * Refits now; takes from seconds to minutes, in proportion to the FAQ and to what was said.
     *
     * @return the new version, taken or refused; empty when somebody else made one meanwhile
     */
    public Optional<Refit> refit() {
        lessons.forgetTakenBack();
        cases.gather();
        long last = rows.last();
        List<LessonRows.Row> pairs = lessons.all();
        Rehearsal rehearsal = teaching.rehearsal();
        List<RegressionCases.Case> known = cases.with(rehearsal.published());
        List<Study.Weighed> weighed;
        int rightBefore;
        try (Rehearsal.Taught unprepared = rehearsal.unprepared(taught(pairs, currentWeights()), Study.SHARES)) {
            weighed = Study.of(pairs, unprepared);
            rightBefore = cases.right(known, unprepared);
        }
        List<Lesson> after = weighed.stream().map(Study.Weighed::lesson).toList();
        int rightAfter = rightOf(known, rehearsal, after);
        Refit.State state = rightAfter >= rightBefore ? Refit.State.TAKEN : Refit.State.REFUSED;
        Refit refit = new Refit(0, clock.instant(), state, null, pairs.size(), RefitRows.confirmed(after),
                RefitRows.weakened(after), known.size(), rightBefore, rightAfter);
        return transaction.execute(status -> kept(refit, last, weighed));
    }

    private int rightOf(List<RegressionCases.Case> known, Rehearsal rehearsal, List<Lesson> taught) {
        try (Rehearsal.Taught unprepared = rehearsal.unprepared(taught, Study.SHARES)) {
            return cases.right(known, unprepared);
        }
    }

    private Optional<Refit> kept(Refit refit, long last, List<Study.Weighed> weighed) {
        rows.takeTurn();
        if (rows.last() != last) {
            return Optional.empty();
        }
        if (refit.state() == Refit.State.REFUSED) {
            putBack(currentWeights());
            return Optional.of(rows.add(refit, Map.of()));
        }
        Map<Long, Double> weights = new HashMap<>();
        for (Study.Weighed one : weighed) {
            lessons.weigh(one.row(), one.prior(), one.lesson().weight());
            if (one.lesson().weight() != 0) {
                weights.put(one.row().id(), one.lesson().weight());
            }
        }
        teaching.teach(weighed.stream().map(Study.Weighed::lesson).toList());
        lessons.clear();
        return Optional.of(rows.add(refit, weights));
    }

    /**
     * Brings back what an earlier version taught. From then on nothing is learned, until somebody refits.
     *
     * @param id the version, or 0 for nothing taught at all
     * @return the version that stands for it; empty when there is none of that number, or what it taught is no longer kept
     */
    public Optional<Refit> restore(long id) {
        return transaction.execute(status -> {
            rows.takeTurn();
            Map<Long, Double> weights = rows.weights(id);
            boolean isKnown = id == 0 || rows.find(id).filter(refit -> isKept(refit, weights)).isPresent();
            return isKnown ? Optional.of(restored(id, weights)) : Optional.empty();
        });
    }

    /**
     * Adds a question whose right treatment is known.
     *
     * @param expected the entry that answers it; none when nothing in the FAQ does
     * @return false when there are several of them, or the one is not in the FAQ
     */
    public boolean addCase(String text, Set<String> expected) {
        return cases.add(text, expected);
    }

    private static boolean isKept(Refit refit, Map<Long, Double> weights) {
        return refit.state() != Refit.State.REFUSED && weights.size() == refit.confirmed() + refit.weakened();
    }

    private Refit restored(long id, Map<Long, Double> weights) {
        List<Lesson> taught = putBack(weights);
        return rows.add(new Refit(0, clock.instant(), Refit.State.RESTORED, id, taught.size(),
                RefitRows.confirmed(taught), RefitRows.weakened(taught), 0, 0, 0), weights);
    }

    private List<Lesson> putBack(Map<Long, Double> weights) {
        lessons.setWeights(weights);
        List<Lesson> taught = taught(lessons.all(), weights);
        teaching.teach(taught);
        return taught;
    }

    private Map<Long, Double> currentWeights() {
        return rows.current().map(Refit::id).map(rows::weights).orElseGet(Map::of);
    }

    private static List<Lesson> taught(List<LessonRows.Row> pairs, Map<Long, Double> weights) {
        return pairs.stream().map(row -> row.lesson(weights.getOrDefault(row.id(), 0.0))).toList();
    }
}
