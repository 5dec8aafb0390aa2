package io.parley.learning;

import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.search.Search;
import io.parley.settings.Live;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Teaches the FAQ the latest verdicts of agents and operators, pair by pair, until the next retraining weighs
 * everything. Strangers' verdicts are left to retraining, which tries them first.
 */
@Component
class Learner {
    private static final int BATCH = 50;

    private final LessonRows rows;
    private final RefitRows refits;
    private final Teaching teaching;
    private final Search search;
    private final TransactionOperations transaction;
    private final Live<LearningSettings> settings;
    /** False at the start: an instance that died after a commit left what it taught without vectors. */
    private boolean isEmbedded;

    @Autowired
    Learner(LessonRows rows, RefitRows refits, Teaching teaching, Search search,
            PlatformTransactionManager transactions, Live<LearningSettings> settings) {
        this(rows, refits, teaching, search, LearningConfiguration.patient(transactions), settings);
    }

    Learner(LessonRows rows, RefitRows refits, Teaching teaching, Search search, TransactionOperations transaction,
            Live<LearningSettings> settings) {
        this.rows = rows;
        this.refits = refits;
        this.teaching = teaching;
        this.search = search;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** Learns what was said since the last time; nothing while a restored version is to be kept. */
    void learn() {
        learnWhatIsDue();
        if (!isEmbedded) {
            teaching.embed();
            isEmbedded = true;
        }
    }

    private void learnWhatIsDue() {
        if (!settings.now().enabled() || refits.isHeld()) {
            return;
        }
        List<LessonRows.Row> due = rows.toWeigh(BATCH);
        while (!due.isEmpty()) {
            learn(due);
            due = rows.toWeigh(BATCH);
        }
    }

    private void learn(List<LessonRows.Row> due) {
        List<Study.Weighed> weighed = due.stream().map(this::weighed).toList();
        isEmbedded = false;
        transaction.executeWithoutResult(status -> {
            List<Lesson> lessons = new ArrayList<>();
            for (Study.Weighed one : weighed) {
                if (rows.weigh(one.row(), one.prior(), one.lesson().weight())) {
                    lessons.add(one.lesson());
                }
            }
            teaching.teach(lessons);
        });
    }

    /** A pair that was weighed before is part of what the search knows now, so that its former prior stands. */
    private Study.Weighed weighed(LessonRows.Row row) {
        if (row.pair().insiders().equals(Pair.Insiders.SILENT)) {
            double stands = row.pair().strangers().isEmpty() ? 0 : refits.weight(row.id());
            return new Study.Weighed(row, row.prior(), 0, row.lesson(stands));
        }
        Double known = row.prior();
        double prior = known == null ? Study.belief(search, row.pair().entry(), row.pair().text()) : known;
        return Study.weighed(row, prior, 0);
    }
}
