package io.parley.insight;

import io.parley.hours.OfficeHours;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes episodes and the sums of their days. A batch is one transaction: it takes changes from the queue, and whatever it reads
 * after that is as new as they are. Nothing is lost when it breaks off, and nothing is counted twice when it is repeated.
 */
@Component
public class Insights {
    private static final Logger log = LoggerFactory.getLogger(Insights.class);
    private static final int BATCH = 200;
    private static final int MAX_BATCHES = 500;
    private static final int TIMEOUT_SECONDS = 30;
    private static final Duration A_DAY = Duration.ofHours(24);
    /** Episodes that began longer ago are never looked at again; they may be cleared away, and their sums stay. */
    private static final Duration LOOKED_AT = Duration.ofDays(365);

    private final EpisodeRows rows;
    private final OfficeHours hours;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    Insights(EpisodeRows rows, OfficeHours hours, InstantSource clock, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.hours = hours;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setTimeout(TIMEOUT_SECONDS);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Writes what changed, of at most 100,000 changes; gives how many conversations it looked at. */
    public int run() {
        int all = 0;
        int some = BATCH;
        for (int i = 0; i < MAX_BATCHES && some > 0; i++) {
            some = Objects.requireNonNull(transaction.execute(status -> batch()));
            all += some;
        }
        return all;
    }

    private int batch() {
        rows.takeTurn();
        Instant now = clock.instant();
        Set<Long> due = new LinkedHashSet<>(rows.takeChanged(BATCH));
        due.addAll(rows.settling(now, BATCH));
        // A message can move from one conversation to another: all let go of it before one takes it.
        List<Known> known = due.stream().map(conversation -> known(conversation, now)).toList();
        known.forEach(one -> rows.remove(one.conversation, one.since));
        known.forEach(one -> writeAlone(one, now));
        return due.size();
    }

    /** A conversation that cannot be judged keeps no others waiting; fails only where the database is away. */
    private void writeAlone(Known known, Instant now) {
        try {
            savepoint.executeWithoutResult(status -> write(known, now));
        } catch (TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn("How conversation {} went is not known: {}", known.conversation, e.getClass().getSimpleName());
        }
    }

    /** A conversation's turns, and the moment since which its episodes are written anew. */
    private record Known(long conversation, List<Turn> turns, Instant since) {}

    private Known known(long conversation, Instant now) {
        List<Turn> turns = rows.turns(conversation);
        Instant old = now.minus(LOOKED_AT);
        Instant since = turns.size() < EpisodeRows.MAX_TURNS ? old : later(old, turns.getFirst().at().plus(A_DAY));
        return new Known(conversation, turns, since);
    }

    private void write(Known known, Instant now) {
        if (!known.turns.isEmpty()) {
            List<TicketSpan> tickets = rows.tickets(known.conversation, known.turns.getFirst().id());
            Judgement.of(known.turns, tickets, now).stream()
                    .filter(episode -> !episode.began().isBefore(known.since))
                    .forEach(episode -> rows.add(known.conversation, episode,
                            episode.began().atZone(hours.zone()).toLocalDate()));
            rows.sum(known.conversation, known.since, 1);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
