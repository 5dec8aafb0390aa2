package io.parley.evaluation;

import io.parley.knowledge.FaqTrials;
import io.parley.knowledge.Fold;
import io.parley.knowledge.ImportListener;
import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.Search;
import io.parley.knowledge.importing.ImportReport;
import io.parley.learning.LiveQuestions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A FAQ file tried on a file of questions, in memory; no database is read or written. A draft counts as if it had its
 * answer, since what is measured is whether the right entry is found.
 */
public final class Evaluation {

    private static final int HITS = 10;
    private static final int WARM_UP = 30;
    private static final int ASKED_BETWEEN_REPORTS = 50;

    private final FaqTrials.Trial trial;
    private final List<Prediction> predictions;
    private final double threshold;

    private Evaluation(FaqTrials.Trial trial, List<Prediction> predictions, double threshold) {
        this.trial = trial;
        this.predictions = List.copyOf(predictions);
        this.threshold = threshold;
    }

    /** Is told how far an evaluation has come. */
    public interface Listener {

        /**
         * Called after each batch.
         *
         * @param step in words
         */
        void progressed(String step, int done, int total);
    }

    /**
     * Runs; takes some milliseconds for each phrasing and each question.
     *
     * @param threshold from this confidence on, the bot answers
     * @throws io.parley.knowledge.importing.UnreadableFaq when the FAQ cannot be read
     * @throws UnreadableQuestions               when the questions cannot be read
     */
    public static Evaluation of(FaqTrials trials, Path faq, Path questions, double threshold, Listener listener) {
        List<TestQuestion> asked = QuestionFile.read(questions);
        ImportListener embedding = (step, done, total) -> listener.progressed("Embedding", done, total);
        FaqTrials.Trial trial = trials.of(faq, embedding);
        return new Evaluation(trial, ask(trial.search(), asked, listener), threshold);
    }

    /**
     * Measures the FAQ in use on people's verdicts on its answers. Each question is asked of a FAQ that was not taught
     * that question.
     *
     * @throws NoVerdicts when nobody said yet that an answer was right
     */
    public static Evaluation live(LiveQuestions live, double threshold, Listener listener) {
        List<TestQuestion> asked = judged(live);
        if (asked.isEmpty()) {
            throw new NoVerdicts();
        }
        FaqTrials.Trial trial = live.trial();
        return new Evaluation(trial, ask(trial.search(), asked, listener), threshold);
    }

    /**
     * Asks a FAQ file its own ways to ask, of the FAQ without them; takes as long as learning the FAQ ten times.
     *
     * @throws io.parley.knowledge.importing.UnreadableFaq when the FAQ cannot be read
     */
    public static Evaluation ofItself(FaqTrials trials, Path faq, double threshold, Listener listener) {
        FaqTrials.Trial trial = trials.of(faq, (step, done, total) -> listener.progressed("Embedding", done, total));
        return new Evaluation(trial, askItself(trial, listener), threshold);
    }

    /** Asks the FAQ in use its own ways to ask, and what people said of its answers, each of a FAQ that does not know it. */
    public static Evaluation ofItself(LiveQuestions live, double threshold, Listener listener) {
        FaqTrials.Trial trial = live.trial();
        List<Prediction> predictions = new ArrayList<>(ask(trial.search(), judged(live), listener));
        predictions.addAll(askItself(trial, listener));
        return new Evaluation(trial, predictions, threshold);
    }

    private static List<Prediction> askItself(FaqTrials.Trial trial, Listener listener) {
        List<Prediction> predictions = new ArrayList<>();
        List<Fold> folds = trial.rehearsal().folds();
        for (Fold fold : folds) {
            try (Rehearsal.Taught rest = fold.rest()) {
                fold.left().forEach(left -> predictions.add(asked(rest, new TestQuestion(left.text(), left.right()))));
            }
            listener.progressed("Asking the FAQ itself", folds.indexOf(fold) + 1, folds.size());
        }
        return predictions;
    }

    private static List<TestQuestion> judged(LiveQuestions live) {
        return live.judged().stream().map(one -> new TestQuestion(one.text(), one.right())).toList();
    }

    private static Prediction asked(Search search, TestQuestion question) {
        long begin = System.nanoTime();
        var hits = search.search(question.text(), HITS);
        return new Prediction(question, hits, System.nanoTime() - begin);
    }

    private static List<Prediction> ask(Search search, List<TestQuestion> asked, Listener listener) {
        asked.stream().limit(WARM_UP).forEach(question -> search.search(question.text(), HITS));
        List<Prediction> predictions = new ArrayList<>();
        for (TestQuestion question : asked) {
            predictions.add(asked(search, question));
            if (predictions.size() % ASKED_BETWEEN_REPORTS == 0 || predictions.size() == asked.size()) {
                listener.progressed("Asking", predictions.size(), asked.size());
            }
        }
        return predictions;
    }

    /** All figures at the configured threshold. */
    public Figures figures() {
        return Figures.of(outcomes(), threshold);
    }

    /** The results at other thresholds. */
    public Curve curve() {
        return Curve.of(outcomes());
    }

    /** How each question went, in the file's order. */
    public List<Outcome> outcomes() {
        return predictions.stream().map(Prediction::outcome).toList();
    }

    List<Prediction> predictions() {
        return predictions;
    }

    /** From this confidence on, the bot answers. */
    public double threshold() {
        return threshold;
    }

    /** Entries of the FAQ. */
    public int entries() {
        return trial.entries();
    }

    /** Ways to ask in the FAQ, the questions themselves included. */
    public int phrasings() {
        return trial.phrasings();
    }

    /** Questions that were asked. */
    public int questions() {
        return predictions.size();
    }

    /** Whether any of them has an answer. */
    public boolean hasAnswerable() {
        return unanswerable() < questions();
    }

    /** Those among them that nothing in the FAQ answers. */
    public long unanswerable() {
        return predictions.stream().filter(one -> !one.question().isAnswerable()).count();
    }

    /** Texts that were embedded: ways to ask, and pieces of answers; 0 for the FAQ in use, which has its vectors. */
    public int texts() {
        return trial.texts();
    }

    /** How long the FAQ's texts took to embed. */
    public Duration embedding() {
        return trial.embedding();
    }

    /** Rows of the FAQ that were left out. */
    public List<ImportReport.Problem> problems() {
        return trial.problems();
    }

    /** Ids that questions expect and the FAQ does not have, which no search can find; usually the wrong file. */
    public List<String> unknownIds() {
        return predictions.stream().flatMap(one -> one.question().expected().stream())
                .filter(id -> !trial.ids().contains(id)).distinct().sorted().toList();
    }

    /**
     * The time from question to decision, in milliseconds, that this share of the questions did not take longer than.
     *
     * @param share such as 0.5
     */
    public double millis(double share) {
        List<Long> nanos = predictions.stream().map(Prediction::nanos).sorted(Comparator.naturalOrder()).toList();
        return nanos.get((int) Math.min(nanos.size() - 1L, Math.round(share * (nanos.size() - 1)))) / 1e6;
    }
}
