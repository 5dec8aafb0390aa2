package io.parley.learning;

import io.parley.answering.QuestionSense;
import io.parley.learning.suggestion.Suggester;
import io.parley.settings.Live;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has suggestions made from agents' answers, for a person to review. The decision on a suggestion is kept, even a
 * dismissal, so the same is suggested once. One instance looks at each ticket, once each time that it is
 * resolved; one from which nothing can be suggested is left out, so that it holds up no other.
 */
@Component
class AgentsAnswers {
    private static final Logger log = LoggerFactory.getLogger(AgentsAnswers.class);

    /** The age up to which tickets that were resolved while no instance served are looked at. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);
    private static final int BATCH = 20;

    private final Sources sources;
    private final QuestionSense sense;
    private final Suggester suggester;
    private final TransactionOperations transaction;
    private final TransactionTemplate savepoint;
    private final Live<LearningSettings> settings;
    private final InstantSource clock;

    AgentsAnswers(Sources sources, QuestionSense sense, Suggester suggester, PlatformTransactionManager transactions,
            Live<LearningSettings> settings, InstantSource clock) {
        this.sources = sources;
        this.sense = sense;
        this.suggester = suggester;
        this.transaction = LearningConfiguration.patient(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.settings = settings;
        this.clock = clock;
    }

    /** Suggests what was answered since the last time. */
    void suggest() {
        suggester.forgetDeleted();
        while (settings.now().enabled() && suggestSome() == BATCH) {
            // The next ones are due as well.
        }
    }

    private int suggestSome() {
        Instant then = clock.instant().minus(LOOK_BACK);
        Integer looked = transaction.execute(status -> {
            List<Long> tickets = sources.resolvedSince(then, BATCH);
            tickets.forEach(this::suggestAlone);
            return tickets.size();
        });
        return looked == null ? 0 : looked;
    }

    /** Undoes the work on one ticket where it fails; fails only where the database is away. */
    private void suggestAlone(long ticket) {
        try {
            savepoint.executeWithoutResult(status -> suggest(ticket));
        } catch (TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn("Nothing is suggested from the answers on ticket {}: {}.", ticket, e.getClass().getSimpleName());
        }
    }

    /** A complaint about an answer, thanks, or the wish for a person is no question; the one before it may be. */
    private void suggest(long ticket) {
        List<String> replies = sources.replies(ticket);
        if (!replies.isEmpty()) {
            sources.askedBefore(ticket).stream().filter(asked -> sense.asksSomething(asked.text())).findFirst()
                    .filter(asked -> !sources.isNamed(asked))
                    .ifPresent(asked -> suggester.suggest(sources.told(ticket, asked, replies)));
        }
    }
}
