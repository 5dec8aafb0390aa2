package io.parley.learning;

import static java.util.Objects.requireNonNull;

import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.Lesson;
import io.parley.learning.replay.Answers;
import io.parley.learning.replay.QuestionReplay;
import io.parley.learning.replay.RecentQuestions;
import io.parley.learning.voter.Believed;
import io.parley.settings.Live;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Weighs all verdicts against each other, as a new version of what the FAQ is taught. A version is taken only if it
 * treats no fewer regression cases right than the one before; every case is asked of a FAQ that was not taught it. The
 * votes of those who may teach only together are also tried with their own pair taught. A version that answers too many of the
 * questions otherwise that customers asked last is stopped.
 */
@Component
public class Retraining {
    private static final Logger log = LoggerFactory.getLogger(Retraining.class);
    /** The share of answered questions that may be answered otherwise; a few may always. */
    private static final double MOST_CHANGED = 0.02;
    /** Nothing that was said waits longer for a refit. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final LessonRows lessons;
    private final RefitRows rows;
    private final RegressionCases cases;
    private final AnswerWatch watch;
    private final Believed believed;
    private final Supplier<RecentQuestions> answered;
    private final ApplicationEventPublisher events;
    private final Teaching teaching;
    private final TransactionOperations transaction;
    private final Live<LearningSettings> settings;
    private final InstantSource clock;

    @Autowired
    Retraining(LessonRows lessons, RefitRows rows, RegressionCases cases, AnswerWatch watch, Believed believed,
            QuestionReplay replay, ApplicationEventPublisher events, Teaching teaching,
            PlatformTransactionManager transactions, Live<LearningSettings> settings, InstantSource clock) {
        this(lessons, rows, cases, watch, believed, replay::answered, events, teaching,
                LearningConfiguration.patient(transactions), settings, clock);
    }

    Retraining(LessonRows lessons, RefitRows rows, RegressionCases cases, AnswerWatch watch, Believed believed,
            Supplier<RecentQuestions> answered, ApplicationEventPublisher events, Teaching teaching,
            TransactionOperations transaction, Live<LearningSettings> settings, InstantSource clock) {
        this.lessons = lessons;
        this.rows = rows;
        this.cases = cases;
        this.watch = watch;
        this.believed = believed;
        this.answered = answered;
        this.events = events;
        this.teaching = teaching;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** The last versions, the newest first. */
    public List<Refit> newest(int most) {
        return rows.newest(most);
    }

    /** A sentence for operators about the newest version; empty when it is in use as it was made. */
    public Optional<String> trouble() {
        return rows.newest(1).stream().findFirst().flatMap(refit -> switch (refit.state()) {
            case TAKEN, RESTORED -> Optional.<String>empty();
            case STOPPED ->
                Optional.of("retraining " + refit.id() + " would have changed the answers to " + refit.changed()
                        + " of " + refit.compared()
                        + " questions that customers asked last and was stopped; 'refits run --anyway'"
                        + " takes it");
            case REFUSED -> Optional.of("retraining " + refit.id() + " lost on known questions and was refused");
            case UNDONE -> Optional.of("too few known questions were answered, so what people said was undone back to"
                    + " version " + refit.restores() + "; nothing is learned until 'refits run'");
        });
    }

    /** The version in use; empty when nothing was ever taken. */
    public Optional<Refit> current() {
        return rows.current();
    }

    /**
     * Refits when enough was said since the last time, or something a day ago, and nobody wants a restored version to stay.
     * Before that, undoes a version with which too few known questions are answered.
     */
    public void refitIfDue() {
        if (!settings.now().enabled() || rows.isHeld() || undo().isPresent()) {
            return;
        }
        Optional<Refit> last = rows.newest(1).stream().findFirst();
        Instant since = last.map(Refit::madeAt).orElse(Instant.EPOCH);
        int said = lessons.saidSince(since, believed.channels()) + forgetTakenBack() * settings.now().refitAfter();
        Instant dayAgo = clock.instant().minus(LONGEST);
        boolean isDue = said >= settings.now().refitAfter()
                || lessons.firstSaidAfter(since, believed.channels()).filter(dayAgo::isAfter).isPresent();
        if (isDue) {
            refit(last.map(Refit::id).orElse(0L), false)
                    .ifPresent(refit -> log.info("Refit {} is {}: {} of {} cases right, {} before", refit.id(),
                            refit.state().name().toLowerCase(Locale.ROOT), refit.rightAfter(), refit.cases(),
                            refit.rightBefore()));
        }
    }

    /**
     * Refits now; takes from seconds to minutes, in proportion to the FAQ and to what was said.
     *
     * @param anyway whether it may change the answers to any number of questions that customers asked last
     * @return the new version, taken, refused or stopped; empty when somebody else made one meanwhile
     */
    public Optional<Refit> refit(boolean anyway) {
        return refit(rows.last(), anyway);
    }

    /** @param last the newest version when it was decided to refit */
    private Optional<Refit> refit(long last, boolean anyway) {
        forgetTakenBack();
        Rehearsal rehearsal = teaching.rehearsal();
        Known known = requireNonNull(transaction.execute(status -> known(rehearsal)));
        Set<String> voters = believed.among(known.voters());
        Agreement agreement = new Agreement(rehearsal, voice -> voters.contains(voice.name()));
        List<Study.Weighed> weighed;
        int rightBefore;
        try (Rehearsal.Taught unprepared = rehearsal.unprepared(taught(known.pairs, known.weights), Study.SHARES)) {
            weighed = Study.of(known.pairs, unprepared, agreement);
            rightBefore = cases.right(known.cases, unprepared);
        }
        AgreementTrial agreed = new AgreementTrial(cases, known.cases, rehearsal);
        RecentQuestions recent = answered.get();
        weighed = agreed.few(agreed.harmless(weighed), known.weights, recent);
        double answeredBefore = agreed.answered(taught(known.pairs, known.weights));
        double answeredAfter = agreed.answered(lessonsOf(weighed));
        int rightAfter = rightOf(known.cases, rehearsal, lessonsOf(weighed));
        Answers inUse = agreed.answers(inUse(weighed), recent);
        int changed = inUse.lostIn(agreed.answers(lessonsOf(weighed), recent));
        Trial trial = new Trial(known.pairs.size(), known.cases.size(), rightBefore, rightAfter, answeredBefore,
                answeredAfter, inUse.count(), changed, anyway);
        List<Study.Weighed> tried = weighed;
        Optional<Refit> kept = requireNonNull(transaction.execute(status -> kept(trial, last, tried)));
        teaching.embed();
        return kept;
    }

    /**
     * The verdicts and the regression cases, all read before the trials, which may take minutes.
     *
     * @param weights the weights that the version in use teaches, by the number of the pair
     */
    private record Known(List<LessonRows.Row> pairs, Map<Long, Double> weights, List<RegressionCases.Case> cases) {
        /** Everybody but agents and operators, those who said something last first. */
        List<String> voters() {
            return pairs.stream().flatMap(row -> row.pair().strangers().stream())
                    .sorted(Comparator.comparing(Voice::at).reversed()).map(Voice::name).distinct().toList();
        }
    }

    private Known known(Rehearsal rehearsal) {
        cases.gather();
        return new Known(lessons.all(), currentWeights(), cases.with(rehearsal.published()));
    }

    /**
     * How a version did on the cases.
     *
     * @param before those treated right with the version before
     * @param after  those treated right with this one
     * @param answeredBefore the share of known questions that the version before answers
     * @param answeredAfter the share that this one does
     * @param compared      customers' last questions that are answered at present
     * @param changed       those of them that are answered otherwise with this one, or not at all
     * @param anyway        whether they may be any number
     */
    private record Trial(int pairs, int cases, int before, int after, double answeredBefore, double answeredAfter,
            int compared, int changed, boolean anyway) {
        Refit.State state() {
            if (after < before || AnswerWatch.isFall(answeredBefore, answeredAfter)) {
                return Refit.State.REFUSED;
            }
            boolean isTooMuch = changed > AgreementTrial.FEW && changed > MOST_CHANGED * compared;
            return isTooMuch && !anyway ? Refit.State.STOPPED : Refit.State.TAKEN;
        }
    }

    /** Goes back to an earlier version if too few known questions are answered; nothing is learned from then on. */
    private Optional<Refit> undo() {
        Rehearsal rehearsal = teaching.rehearsal();
        Optional<Refit> undone = watch.wayBack(cases.with(rehearsal.published()), rehearsal,
                id -> taught(lessons.all(), rows.weights(id))).flatMap(id -> restore(id, Refit.State.UNDONE));
        undone.ifPresent(refit -> log.warn(
                "The FAQ answered a fifth fewer of the questions that it knows, so what people"
                        + " said is undone back to version {}; nothing is learned until 'refits run'",
                refit.restores()));
        return undone;
    }

    /**
     * Forgets the questions that their authors took back, and whatever was learned or is known by them alone; no version that
     * is restored later knows them.
     *
     * @return how many pairs that concerns
     */
    private int forgetTakenBack() {
        if (!lessons.isSomethingTakenBack()) {
            return 0;
        }
        return requireNonNull(transaction.execute(status -> {
            rows.lockForWrite();
            LessonRows.Forgotten forgotten = lessons.forgetTakenBack();
            teaching.teach(forgotten.nobodys());
            cases.gather();
            return forgotten.pairs();
        }));
    }

    /**
     * What is taught at present, without that of which nobody who may teach says anything any more: that the FAQ forgets it is no
     * change that somebody causes by votes.
     */
    private static List<Lesson> inUse(List<Study.Weighed> weighed) {
        return weighed.stream().map(one -> {
            boolean isSilent = one.agreed() == 0 && one.row().pair().insiders().equals(Pair.Insiders.SILENT);
            return one.row().lesson(isSilent ? 0 : one.row().weight());
        }).toList();
    }

    private int rightOf(List<RegressionCases.Case> known, Rehearsal rehearsal, List<Lesson> taught) {
        try (Rehearsal.Taught unprepared = rehearsal.unprepared(taught, Study.SHARES)) {
            return cases.right(known, unprepared);
        }
    }

    private Optional<Refit> kept(Trial trial, long last, List<Study.Weighed> weighed) {
        rows.lockForWrite();
        if (rows.last() != last) {
            return Optional.empty();
        }
        if (trial.state() == Refit.State.REFUSED) {
            putBack(currentWeights());
            return Optional.of(rows.add(refit(trial, lessonsOf(weighed)), Map.of()));
        }
        if (trial.state() == Refit.State.STOPPED) {
            log.warn("Nothing new is learned: it would change the answers to {} of the last {} questions; 'refits run"
                    + " --anyway' takes it", trial.changed, trial.compared);
            if (rows.newest(1).stream().noneMatch(before -> before.state() == Refit.State.STOPPED)) {
                events.publishEvent(new RefitStopped(trial.compared, trial.changed));
            }
            return Optional.of(rows.add(refit(trial, lessonsOf(weighed)), Map.of()));
        }
        List<Study.Weighed> remembered = withoutForgotten(weighed);
        Map<Long, Double> weights = new HashMap<>();
        for (Study.Weighed one : remembered) {
            lessons.weigh(one.row(), one.prior(), one.lesson().weight());
            if (one.lesson().weight() != 0) {
                weights.put(one.row().id(), one.lesson().weight());
            }
        }
        teaching.teach(lessonsOf(remembered));
        lessons.clear();
        Refit taken = rows.add(refit(trial, lessonsOf(remembered)), weights);
        rows.setAnswered(taken.id(), trial.answeredBefore);
        return Optional.of(taken);
    }

    private Refit refit(Trial trial, List<Lesson> taught) {
        return new Refit(0, clock.instant(), trial.state(), null, trial.pairs(), RefitRows.confirmed(taught),
                RefitRows.weakened(taught), trial.cases(), trial.before(), trial.after(),
                trial.compared(), trial.changed());
    }

    /** Drops the pairs that were retracted while they were weighed. */
    private List<Study.Weighed> withoutForgotten(List<Study.Weighed> weighed) {
        Set<Long> known = lessons.all().stream().map(LessonRows.Row::id).collect(Collectors.toSet());
        return weighed.stream().filter(one -> known.contains(one.row().id())).toList();
    }

    private static List<Lesson> lessonsOf(List<Study.Weighed> weighed) {
        return weighed.stream().map(Study.Weighed::lesson).toList();
    }

    /**
     * Brings back what an earlier version taught. From then on nothing is learned, until somebody refits.
     *
     * @param id the version, or 0 for nothing taught at all
     * @return the version that stands for it; empty when there is none of that number, or what it taught is no longer kept
     */
    public Optional<Refit> restore(long id) {
        return restore(id, Refit.State.RESTORED);
    }

    private Optional<Refit> restore(long id, Refit.State state) {
        Optional<Refit> restored = requireNonNull(transaction.execute(status -> {
            rows.lockForWrite();
            return rows.isKept(id) ? Optional.of(restored(id, state, rows.weights(id))) : Optional.<Refit>empty();
        }));
        teaching.embed();
        return restored;
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

    private Refit restored(long id, Refit.State state, Map<Long, Double> weights) {
        List<Lesson> taught = putBack(weights);
        return rows.add(new Refit(0, clock.instant(), state, id, taught.size(),
                RefitRows.confirmed(taught), RefitRows.weakened(taught), 0, 0, 0, 0, 0), weights);
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
