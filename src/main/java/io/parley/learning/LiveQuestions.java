package io.parley.learning;

import static java.util.Objects.requireNonNull;

import io.parley.knowledge.FaqTrials;
import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.Lesson;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Customers' real questions with people's verdicts, as questions whose right entries are known. */
@Component
public class LiveQuestions {
    private final LessonRows rows;
    private final Teaching teaching;
    private final TransactionOperations transaction;

    LiveQuestions(LessonRows rows, Teaching teaching, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.teaching = teaching;
        this.transaction = LearningConfiguration.patient(transactions);
    }

    private List<LessonRows.Row> all() {
        return requireNonNull(transaction.execute(status -> rows.all()));
    }

    /**
     * A question that was asked.
     *
     * @param right the ids of the entries of which more people say that they answer it than that they do not
     */
    public record Judged(String text, Set<String> right) {}

    /** All questions with a right entry, the oldest first; people's word is taken for it. */
    public List<Judged> judged() {
        Map<ByteBuffer, List<Pair>> byQuestion = all().stream().map(LessonRows.Row::pair)
                .filter(LiveQuestions::isRight).collect(Collectors.groupingBy(
                        pair -> ByteBuffer.wrap(Lesson.key(pair.text())), LinkedHashMap::new, Collectors.toList()));
        List<Judged> judged = new ArrayList<>();
        byQuestion.values().forEach(pairs -> judged.add(new Judged(pairs.getFirst().text(),
                pairs.stream().map(pair -> pair.entry().value()).collect(Collectors.toSet()))));
        return judged;
    }

    /** A bare number picked a choice: it is no question. */
    private static boolean isRight(Pair pair) {
        return pair.text().codePoints().anyMatch(Character::isLetter)
                && pair.isWelcome();
    }

    /** The FAQ as it is taught now, except that it was never taught the very question that it is asked. */
    public FaqTrials.Trial trial() {
        Rehearsal rehearsal = teaching.rehearsal();
        List<Lesson> taught = all().stream().map(row -> row.lesson(row.weight())).toList();
        return rehearsal.trial(rehearsal.unprepared(taught, Study.SHARES));
    }
}
