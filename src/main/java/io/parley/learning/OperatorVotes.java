package io.parley.learning;

import io.parley.cluster.Notifications;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.FaqId;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** An operator's votes on answers to questions that no customer asked, such as those of the command {@code chat}. */
@Component
public class OperatorVotes {
    private static final String OPERATOR = "operator";

    private final LessonRows rows;
    private final Teaching teaching;
    private final Notifications notifications;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    OperatorVotes(LessonRows rows, Teaching teaching, Notifications notifications, TransactionOperations transaction,
            InstantSource clock) {
        this.rows = rows;
        this.teaching = teaching;
        this.notifications = notifications;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Counts as one person's vote, however often it is given.
     *
     * @param vote above 0 when the entry answers the question, below 0 when it does not, 0 to take it back
     * @return whether something can be learned from it: the question is one, and the entry is there
     */
    public boolean say(String question, FaqId entry, int vote) {
        return teaching.isTeachable(question) && Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<Long> lesson = rows.lesson(entry.value(), question);
            lesson.ifPresent(id -> write(id, vote));
            notifications.publish(LessonRecorder.TOPIC, "");
            return lesson.isPresent();
        }));
    }

    private void write(long lesson, int vote) {
        if (vote == 0) {
            rows.unsay(lesson, OPERATOR);
        } else {
            rows.say(lesson, OPERATOR, vote > 0 ? "helpful" : "unhelpful", null, clock.instant());
        }
    }
}
