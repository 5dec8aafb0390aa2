package io.parley.learning.suggestion;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.knowledge.FaqGrowth;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.suggestion.AftercareRows.Watched;
import io.parley.learning.voter.Believed;
import io.parley.learning.voter.Voters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at the first answers of each entry that was taught: they are kept for people to rate. When they got two thumbs down more
 * than up of those who may teach, or when agents say twice that it is wrong, the entry is a suggestion again; when they got them
 * of strangers, it is marked and its owner told.
 */
@Component
public class Aftercare {
    private static final Logger log = LoggerFactory.getLogger(Aftercare.class);
    private static final int ANSWERS = 10;
    private static final int WRONG = 2;
    private static final int BATCH = 200;
    private static final int TIMEOUT_SECONDS = 30;
    /** Thumbs come within days of an answer; an entry that is seldom asked for is looked at for half a year. */
    private static final Duration THUMBS = Duration.ofDays(14);
    private static final Duration LONGEST = Duration.ofDays(180);
    private static final String BOT = "bot";

    private final AftercareRows rows;
    private final Voters voters;
    private final Believed believed;
    private final SuggestionRows suggestions;
    private final FaqGrowth faq;
    private final Knowledge knowledge;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Aftercare(AftercareRows rows, Voters voters, Believed believed, SuggestionRows suggestions, FaqGrowth faq,
            Knowledge knowledge, ApplicationEventPublisher events, Audit audit, PlatformTransactionManager transactions,
            InstantSource clock) {
        this.rows = rows;
        this.voters = voters;
        this.believed = believed;
        this.suggestions = suggestions;
        this.faq = faq;
        this.knowledge = knowledge;
        this.events = events;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(TIMEOUT_SECONDS);
        this.clock = clock;
    }

    /**
     * One of the first answers.
     *
     * @param question what was asked; empty when its words are gone
     * @param votes the sum of the thumbs on the answer
     */
    public record Sample(String question, Instant at, int votes) {}

    /** The first answers of an entry that was taught, the newest first; none of another entry. */
    public List<Sample> samples(String entry) {
        return rows.samples(entry, ANSWERS);
    }

    /** The thumbs for which a suggestion that was published is one again; empty for any other. */
    public Optional<Thumbs> takenBack(long suggestion) {
        return rows.takenBack(suggestion);
    }

    /** Counts the thumbs of all that are looked at. */
    public void run() {
        long last = 0;
        List<Long> some;
        do {
            some = rows.open(last, BATCH);
            for (long suggestion : some) {
                look(suggestion);
                last = suggestion;
            }
        } while (some.size() == BATCH && !Thread.currentThread().isInterrupted());
    }

    private void look(long suggestion) {
        try {
            Sampled sampled = transaction
                    .execute(status -> rows.claim(suggestion).map(this::sampled).orElse(Sampled.NONE));
            if (sampled == null || sampled.known() == 0) {
                return;
            }
            List<AftercareRows.Vote> votes = rows.votes(suggestion);
            Set<String> teaching = believed.among(votes.stream().map(vote -> voters.name(vote.seat())).toList());
            boolean changed = Boolean.TRUE.equals(transaction.execute(status -> rows.claim(suggestion)
                    .filter(watched -> watched.since().equals(sampled.since()))
                    .map(watched -> judged(watched, sampled.known(), votes, teaching)).orElse(false)));
            if (changed) {
                knowledge.refresh();
            }
        } catch (RuntimeException e) {
            log.warn("Suggestion {} is looked after later: {}", suggestion, e.getClass().getName());
        }
    }

    /** The number of first answers, of an entry that is looked at since then. */
    private record Sampled(Instant since, int known) {
        private static final Sampled NONE = new Sampled(Instant.EPOCH, 0);
    }

    /** Keeps the first answers; none where the bot answers with it no more. */
    private Sampled sampled(Watched watched) {
        if (!faq.isPublished(new FaqId(watched.entry()))) {
            rows.end(watched.suggestion(), false, clock.instant());
            return Sampled.NONE;
        }
        return new Sampled(watched.since(), rows.sample(watched, ANSWERS, clock.instant()));
    }

    /** Gives whether the bot answers no more with it. */
    private boolean judged(Watched watched, int known, List<AftercareRows.Vote> votes, Set<String> teaching) {
        int wrong = rows.wrong(watched);
        Thumbs all = thumbs(votes, voter -> true);
        Thumbs shown = new Thumbs(all.up(), all.down() + wrong);
        Thumbs strangers = thumbs(votes, voter -> !teaching.contains(voter));
        rows.set(watched.suggestion(), shown, strangers);
        if (thumbs(votes, teaching::contains).isBad() || wrong >= WRONG) {
            return takeBack(watched, shown);
        }
        if (strangers.isBad() && rows.doubt(watched.suggestion(), clock.instant())) {
            events.publishEvent(new Doubted(watched.entry(), strangers));
        }
        Duration age = Duration.between(watched.since(), clock.instant());
        if (age.compareTo(LONGEST) > 0 || (known >= ANSWERS && age.compareTo(THUMBS) > 0)) {
            rows.end(watched.suggestion(), false, clock.instant());
        }
        return false;
    }

    /** The thumbs of some voters; each counts once, by what most of their thumbs say. */
    private Thumbs thumbs(List<AftercareRows.Vote> votes, Predicate<String> whose) {
        Map<String, Integer> said = new HashMap<>();
        votes.forEach(vote -> said.merge(voters.name(vote.seat()), vote.vote(), Integer::sum));
        said.keySet().removeIf(whose.negate());
        return new Thumbs((int) said.values().stream().filter(sum -> sum > 0).count(),
                (int) said.values().stream().filter(sum -> sum < 0).count());
    }

    /** The thumbs of strangers on a taught entry that is marked for them; empty for any other. */
    public Optional<Thumbs> doubted(String entry) {
        return rows.doubted(entry).filter(Thumbs::isBad);
    }

    private boolean takeBack(Watched watched, Thumbs thumbs) {
        Optional<EntryContent> taken = faq.takeBack(new FaqId(watched.entry()));
        taken.ifPresent(entry -> {
            suggestions.reopen(watched.suggestion(), entry);
            rows.end(watched.suggestion(), true, clock.instant());
            events.publishEvent(new TakenBack(watched.entry()));
            audit.add(BOT, Deed.FAQ_TAKEN_BACK, watched.entry(),
                    "thumbs up: " + thumbs.up() + ", down: " + thumbs.down());
        });
        return taken.isPresent();
    }
}
