package io.parley.learning;

import io.parley.knowledge.FaqEditing;
import io.parley.knowledge.Teaching;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Phrasings that people's questions propose. Until a person publishes one it counts as much as it is probable, and no refit
 * is measured by it; a dismissed one counts nothing.
 */
@Component
public class Proposals {
    private final LessonRows rows;
    private final RegressionCases cases;
    private final FaqEditing editing;
    private final Teaching teaching;
    private final TransactionOperations transaction;

    Proposals(LessonRows rows, RegressionCases cases, FaqEditing editing, Teaching teaching,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.cases = cases;
        this.editing = editing;
        this.teaching = teaching;
        this.transaction = LearningConfiguration.patient(transactions);
    }

    /** The proposals that wait for a decision, those with the most support first. */
    public List<Proposal> open() {
        return rows.proposals().stream().map(Proposals::proposal).toList();
    }

    /** Makes the question a phrasing of its entry for good; false when it waits for no decision. */
    public boolean publish(long id) {
        return decide(id, "published", row -> {
            editing.addPhrasing(row.pair().entry(), row.pair().text());
            cases.add(new RegressionCases.Case(row.pair().text(), row.pair().entry().value()), "published");
        });
    }

    /** Lets the question never become a phrasing of its entry; false when it waits for no decision. */
    public boolean dismiss(long id) {
        return decide(id, "dismissed", row -> teaching.teach(List.of(row.lesson(0))));
    }

    /** The change that follows from a decision. */
    private interface Consequence {
        void of(LessonRows.Row row);
    }

    private boolean decide(long id, String decision, Consequence consequence) {
        boolean isDecided = Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<LessonRows.Row> row = rows.find(id).filter(LessonRows.Row::isProposed);
            row.ifPresent(proposed -> {
                rows.decide(id, decision);
                consequence.of(proposed);
            });
            return row.isPresent();
        }));
        teaching.embed();
        return isDecided;
    }

    private static Proposal proposal(LessonRows.Row row) {
        Pair pair = row.pair();
        return new Proposal(row.id(), pair.entry(), pair.text(), pair.helpful() + pair.named(), pair.unhelpful(),
                row.weight());
    }
}
