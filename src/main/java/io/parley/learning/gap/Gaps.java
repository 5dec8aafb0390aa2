package io.parley.learning.gap;

import static java.util.Objects.requireNonNull;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.knowledge.Likeness;
import io.parley.learning.gap.GapRows.Asked;
import io.parley.learning.suggestion.Suggester;
import io.parley.learning.suggestion.Suggestion.Source;
import io.parley.learning.suggestion.Suggestion.Wording;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Groups of like questions that the bot did not answer in the last 30 days, and what people decide on them. Once the FAQ
 * answers a question, it belongs to no gap any more.
 */
@Component
public class Gaps {
    /** Older questions count no more. */
    static final Duration SHOWN = Duration.ofDays(30);
    /** Questions of this cosine are grouped. */
    private static final double ALIKE = 0.6;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int TIMEOUT_SECONDS = 30;
    /** So many of a group's questions become ways to ask. */
    private static final int MAX_WAYS = 20;

    private final GapRows rows;
    private final UnansweredSearch unanswered;
    private final GapGroups groups;
    private final Suggester suggester;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();

    Gaps(GapRows rows, UnansweredSearch unanswered, GapGroups groups, Suggester suggester, Audit audit,
            PlatformTransactionManager transactions, InstantSource clock) {
        this.rows = rows;
        this.unanswered = unanswered;
        this.groups = groups;
        this.suggester = suggester;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(TIMEOUT_SECONDS);
        this.clock = clock;
    }

    /**
     * What there is after a look.
     *
     * @param questions those of the last 30 days to which the FAQ has no answer
     * @param groups how many groups of like ones some of them make
     */
    public record Found(int questions, int groups) {}

    /**
     * Looks for unanswered questions and groups them anew, unless this instance is at it. Takes some seconds at most.
     *
     * @return whether it did
     */
    public boolean look() {
        boolean isFree = looking.tryLock();
        if (isFree) {
            try {
                unanswered.run();
                groups.run();
            } finally {
                looking.unlock();
            }
        }
        return isFree;
    }

    /** How much there is. */
    public Found found() {
        return rows.found(clock.instant().minus(SHOWN));
    }

    /** Those that at least {@value Gap#MIN_SHOWN} people asked for, those with the most first. */
    public List<Gap> shown(int skip, int most) {
        return rows.shown(clock.instant().minus(WEEK), skip, most);
    }

    /** The newest questions that are like no others. */
    public List<String> single(int most) {
        return rows.single(most);
    }

    /**
     * What customers asked and the bot did not answer, as far as it is like a question, the likest first.
     *
     * @param question the question's vector
     */
    public List<String> alike(float[] question, int most) {
        return rows.newest(clock.instant().minus(SHOWN)).stream().filter(one -> one.gap() != null)
                .map(one -> Map.entry(Likeness.cosine(question, one.vector()), one.text()))
                .filter(one -> one.getKey() >= ALIKE)
                .sorted(Map.Entry.<Double, String>comparingByKey().reversed()).limit(most).map(Map.Entry::getValue)
                .toList();
    }

    /** Lets nobody see a group any more, nor questions that are like it; false when somebody else was faster. */
    public boolean ignore(long gap, String by) {
        return decided(gap, by, "ignored", () -> {
            rows.ignore(gap);
            return Optional.of(true);
        }).isPresent();
    }

    /** Puts a group's questions into another group for good; false when somebody else was faster. */
    public boolean join(long gap, long into, String by) {
        return gap != into && decided(into, by, "joined", () -> {
            boolean isThere = rows.lock(gap);
            if (isThere) {
                rows.join(gap, into);
            }
            return Optional.of(into).filter(group -> isThere);
        }).isPresent();
    }

    /**
     * Makes a suggestion of an answer that somebody wrote to a group's questions, unless one waits for a decision already.
     *
     * @return the number of the suggestion that waits; empty when somebody else was faster
     */
    public Optional<Long> answer(long gap, String answer, String by) {
        return decided(gap, by, "answered", () -> rows.openSuggestion(gap)
                .or(() -> suggested(rows.asked(gap, MAX_WAYS), answer, by).map(suggestion -> {
                    rows.setSuggestion(gap, suggestion);
                    return suggestion;
                })));
    }

    private Optional<Long> suggested(List<Asked> asked, String answer, String by) {
        return asked.stream().findFirst().map(first -> {
            List<String> ways = asked.stream().map(Asked::text).distinct().filter(way -> !way.equals(first.text()))
                    .toList();
            return suggester.suggest(new Wording(first.text(), answer, ways, first.language()),
                    asked.stream().map(one -> one.source().by(by)).toList());
        });
    }

    private <T> Optional<T> decided(long gap, String by, String what, Supplier<Optional<T>> decision) {
        return requireNonNull(transaction.execute(status -> {
            rows.takeTurn();
            Optional<T> decided = rows.lock(gap) ? decision.get() : Optional.empty();
            decided.ifPresent(done -> audit.add(by, Deed.FAQ_REVIEWED, "g" + gap, what));
            return decided;
        }));
    }
}
