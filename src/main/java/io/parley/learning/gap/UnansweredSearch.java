package io.parley.learning.gap;

import io.parley.answering.QuestionSense;
import io.parley.knowledge.Likeness;
import io.parley.knowledge.Teaching;
import io.parley.learning.gap.GapRows.Progress;
import io.parley.learning.gap.UnansweredRows.Unanswered;
import io.parley.learning.gap.UnansweredRows.Vote;
import io.parley.secrets.CleanText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks for questions that were not answered, and keeps of them what tells of nobody. */
@Component
class UnansweredSearch {
    private static final int TIMEOUT_SECONDS = 60;
    private static final int BATCH = 10_000;
    /** At first so many of the newest messages, and votes, are looked at. */
    private static final int FIRST = 200_000;
    /** A message may be stored some messages after one with a higher number, and so may a vote. */
    private static final int LATE = 1_000;
    private static final int LONGEST_QUESTION = 500;

    private final UnansweredRows unanswered;
    private final GapRows rows;
    private final QuestionSense sense;
    private final Teaching teaching;
    private final Likeness likeness;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    UnansweredSearch(UnansweredRows unanswered, GapRows rows, QuestionSense sense, Teaching teaching, Likeness likeness,
            PlatformTransactionManager transactions, InstantSource clock) {
        this.unanswered = unanswered;
        this.rows = rows;
        this.sense = sense;
        this.teaching = teaching;
        this.likeness = likeness;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(TIMEOUT_SECONDS);
        this.clock = clock;
    }

    private record Question(Unanswered asked, String text, float[] vector) {}

    /** Looks at all that was said, and voted down, since the last time. */
    void run() {
        Instant now = clock.instant();
        unanswered.newest().ifPresent(newest -> {
            Instant since = now.minus(Gaps.SHOWN);
            Progress before = rows.progress().orElseGet(() -> new Progress(Math.max(0, newest - FIRST),
                    Math.max(0, unanswered.newestVote() - FIRST), since, -1));
            Progress all = lookAtVotes(lookAtMessages(before, newest, since), since);
            keep(List.of(), new Progress(all.lastMessage(), all.lastVote(), now, all.faqChange()));
        });
    }

    private Progress lookAtMessages(Progress before, long newest, Instant since) {
        Progress done = before;
        do {
            long upto = Math.min(newest, done.lastMessage() + BATCH);
            List<Question> found = questions(unanswered.said(done.lastMessage() - LATE, upto, since));
            done = new Progress(upto, before.lastVote(), before.lookedAt(), before.faqChange());
            keep(found, done);
        } while (done.lastMessage() < newest);
        return done;
    }

    private Progress lookAtVotes(Progress read, Instant since) {
        Progress done = read;
        List<Vote> some = unanswered.votes(read.lastVote() - LATE);
        while (!some.isEmpty()) {
            List<Question> found = questions(unanswered.votedDown(some, since));
            long last = some.getLast().id();
            done = new Progress(read.lastMessage(), Math.max(read.lastVote(), last), read.lookedAt(), read.faqChange());
            keep(found, done);
            some = unanswered.votes(last);
        }
        return done;
    }

    private List<Question> questions(List<Unanswered> asked) {
        return asked.stream().flatMap(this::question).toList();
    }

    private void keep(List<Question> found, Progress progress) {
        transaction.executeWithoutResult(status -> {
            rows.takeTurn();
            found.forEach(one -> rows.add(one.asked(), one.text(), one.vector()));
            rows.save(progress);
        });
    }

    private Stream<Question> question(Unanswered asked) {
        List<String> known = Stream.concat(asked.known().stream(), CleanText.given(asked.text()).stream()).toList();
        String text = new CleanText(known, likeness::isPublished).of(asked.text(), CleanText.Speaker.CUSTOMER).text();
        boolean asks = text.length() <= LONGEST_QUESTION && sense.asksSomething(text) && teaching.isTeachable(text);
        return asks ? Stream.of(new Question(asked, text, likeness.vector(text))) : Stream.empty();
    }
}
