package io.parley.insight;

import io.parley.hours.OfficeHours;
import io.parley.insight.EpisodeRows.Before;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
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

    private static final long NOBODY = -1;

    private final EpisodeRows rows;
    private final SumRows sums;
    private final OfficeHours hours;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    Insights(EpisodeRows rows, SumRows sums, OfficeHours hours, InstantSource clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.sums = sums;
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
        write(due.stream().map(conversation -> known(conversation, now)).toList(), now, NOBODY);
        return due.size();
    }

    /**
     * Writes somebody's matters for the last time: their words are about to go, and nothing more can come of them. Where that
     * fails they stay as they were. The caller's transaction has no conversation locked yet.
     */
    public void close(long participant) {
        rows.takeTurn();
        try {
            savepoint.executeWithoutResult(status -> {
                Instant now = clock.instant();
                write(rows.conversationsOf(participant).stream().map(one -> known(one, now)).toList(), now,
                        participant);
            });
        } catch (TransactionException | TransientDataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn("The figures of participant {}, who leaves, stay as they were: {}", participant,
                    e.getClass().getSimpleName());
        }
        rows.keep(participant);
    }

    /** A conversation's turns, and the moment since which its episodes are written anew. */
    private record Known(long conversation, List<Turn> turns, Instant since) {}

    private Known known(long conversation, Instant now) {
        List<Turn> turns = rows.turns(conversation);
        Instant old = now.minus(LOOKED_AT);
        Instant since = turns.size() < EpisodeRows.MAX_TURNS ? old : later(old, turns.getFirst().at().plus(A_DAY));
        return new Known(conversation, turns, since);
    }

    /**
     * Writes the episodes of conversations, and their sums.
     *
     * @param leaving who says nothing more
     */
    private void write(List<Known> all, Instant now, long leaving) {
        // A message can move from one conversation to another: all let go of it before one takes it.
        List<Long> old = all.stream().flatMap(one -> rows.changeable(one.conversation, one.since).stream()).toList();
        Set<SumRows.Key> emptied = sums.subtract(old);
        Map<Long, Before> before = rows.remove(old);
        all.forEach(one -> rows.settle(one.conversation, one.since));
        sums.add(all.stream().flatMap(one -> written(one, now, leaving, before).stream()).toList());
        sums.clear(emptied);
    }

    /**
     * Writes a conversation's episodes, and gives them. One that cannot be judged has none, and keeps no others waiting; fails
     * only where the database is away.
     */
    private List<Long> written(Known known, Instant now, long leaving, Map<Long, Before> before) {
        try {
            return Objects.requireNonNull(savepoint.execute(status -> known.turns.isEmpty()
                    ? List.<Long>of()
                    : write(known, episodes(known, now, leaving), before)));
        } catch (TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn("How conversation {} went is not known: {}", known.conversation, e.getClass().getSimpleName());
            return List.of();
        }
    }

    private List<Episode> episodes(Known known, Instant now, long leaving) {
        List<TicketSpan> tickets = rows.tickets(known.conversation, known.turns.getFirst().id());
        Map<Boolean, List<Turn>> turns = known.turns.stream()
                .collect(Collectors.partitioningBy(turn -> turn.participant() == leaving));
        // Whoever leaves is silent, however long one waits.
        return Stream.concat(Judgement.of(turns.getOrDefault(false, List.of()), tickets, now, hours).stream(),
                Judgement.of(turns.getOrDefault(true, List.of()), tickets, Instant.MAX, hours).stream())
                .filter(episode -> !episode.began().isBefore(known.since)).toList();
    }

    /** Gives those that were not there yet. */
    private List<Long> write(Known known, List<Episode> episodes, Map<Long, Before> before) {
        Map<Long, Long> delivered = rows.delivered(
                episodes.stream().map(Episode::firstAnswer).filter(Objects::nonNull).toList());
        return episodes.stream().filter(episode -> {
            Before was = before.getOrDefault(episode.message(), Before.NOTHING);
            return rows.add(known.conversation, timed(episode, delivered, was),
                    episode.began().atZone(hours.zone()).toLocalDate(), was.language());
        }).map(Episode::message).toList();
    }

    private static Episode timed(Episode episode, Map<Long, Long> delivered, Before before) {
        Long answer = episode.firstAnswer();
        if (answer == null) {
            return episode;
        }
        Long took = delivered.getOrDefault(answer, before.answeredIn());
        return took == null ? episode : episode.answeredIn(took);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
