package io.parley.care;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.care.ContradictionRows.Pair;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.suggestion.Differences;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Entries that are asked for in like words and differ in a number, a day, a link or a negation: one of both may be wrong. */
@Component
public class Contradictions {
    private static final Logger log = LoggerFactory.getLogger(Contradictions.class);
    /** Questions of this cosine ask the same. */
    private static final double SAME = 0.88;
    private static final int MAX_KEPT = 1_000;

    private final Knowledge knowledge;
    private final ContradictionRows rows;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Contradictions(Knowledge knowledge, ContradictionRows rows, Audit audit, TransactionOperations transaction,
            InstantSource clock) {
        this.knowledge = knowledge;
        this.rows = rows;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * An entry that contradicts another.
     *
     * @param entry its id
     * @param differs what stands in one of both answers only
     * @param revision how often it was changed
     */
    public record Contradiction(String entry, String question, String answer, List<String> differs, int revision) {
        public Contradiction {
            differs = List.copyOf(differs);
        }
    }

    /** An entry as somebody saw it. */
    public record Seen(String entry, int revision) {}

    /** The entries that contradict one, as they stood last night. */
    public List<Contradiction> of(String entry) {
        return rows.of(entry);
    }

    /**
     * Notes that two entries are both right, so that they are not shown any more until one of them changes.
     *
     * @return false if one of both was changed since it was seen
     */
    public boolean approve(Seen one, Seen other, String agent) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean isNoted = rows.approve(one, other, agent, clock.instant());
            if (isNoted) {
                audit.add(agent, Deed.FAQ_REVIEWED, one.entry(), "both right: " + other.entry());
            }
            return isNoted;
        }));
    }

    /** Looks at all published entries. Takes up to some seconds. */
    public void look() {
        List<Pair> found = knowledge.nearDuplicates(SAME).stream().flatMap(this::contradiction).limit(MAX_KEPT)
                .toList();
        transaction.executeWithoutResult(status -> rows.replace(found));
        if (!found.isEmpty()) {
            log.info("{} pairs of entries of the FAQ contradict each other", found.size());
        }
    }

    private Stream<Pair> contradiction(List<FaqId> pair) {
        Optional<FaqEntry> one = knowledge.entry(pair.getFirst());
        Optional<FaqEntry> other = knowledge.entry(pair.getLast());
        return one.isEmpty() || other.isEmpty() ? Stream.empty() : contradiction(one.get(), other.get());
    }

    private static Stream<Pair> contradiction(FaqEntry one, FaqEntry other) {
        String answer = one.answer();
        String otherAnswer = other.answer();
        if (answer == null || otherAnswer == null || !one.language().equals(other.language())) {
            return Stream.empty();
        }
        List<String> differs = Differences.of(answer, otherAnswer);
        return differs.isEmpty() ? Stream.empty() : Stream.of(new Pair(one.id(), other.id(), differs));
    }
}
