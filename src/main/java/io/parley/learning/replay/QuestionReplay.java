package io.parley.learning.replay;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.parley.answering.QuestionSense;
import io.parley.knowledge.Attempt;
import io.parley.knowledge.Likeness;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.faq.NormalText;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Thresholds;
import io.parley.learning.replay.ReplayRows.Asked;
import io.parley.learning.replay.ReplayRows.Case;
import io.parley.learning.replay.ThresholdCurve.Tried;
import io.parley.learning.voter.Voters;
import io.parley.settings.Live;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Tries an entry or lessons, before they are published, on what customers asked last and on all questions whose right entry is known, and
 * other thresholds on what customers asked last. Each question stands alone: what was said before it is left out. One try at a time, so that customers' own questions keep the
 * processors.
 */
@Component
public class QuestionReplay {
    /** So many of the newest questions are asked again. */
    public static final int MAX_ASKED = 1_000;
    /** No voter's questions are more of them. */
    private static final int MOST_OF_ONE = 5;
    private static final Duration BACK = Duration.ofDays(90);
    private static final Duration FRESH = Duration.ofSeconds(30);
    /** The most entries whose own question is tried. */
    private static final int MOST_OWN = 2_000;

    private final ReplayRows rows;
    private final Voters voters;
    private final Teaching teaching;
    private final QuestionSense sense;
    private final Likeness likeness;
    private final Live<Thresholds> thresholds;
    private final InstantSource clock;
    private final Lock turn = new ReentrantLock();
    private final LoadingCache<Thresholds, ThresholdCurve> curves = Caffeine.newBuilder().expireAfterWrite(FRESH)
            .maximumSize(1).build(this::curve);

    QuestionReplay(ReplayRows rows, Voters voters, Teaching teaching, QuestionSense sense, Likeness likeness,
            Live<Thresholds> thresholds, InstantSource clock) {
        this.rows = rows;
        this.voters = voters;
        this.teaching = teaching;
        this.sense = sense;
        this.likeness = likeness;
        this.thresholds = thresholds;
        this.clock = clock;
    }

    /**
     * What would become of known questions. Takes up to some seconds, so not within a transaction.
     *
     * @param wanted an entry as it would be answered with; the FAQ need not have it
     */
    public Effect of(EntryContent wanted) {
        return of(() -> teaching.attempt(wanted));
    }

    /** The same with lessons as they would be taught; the FAQ keeps what it was taught of other pairs. */
    public Effect of(Collection<Lesson> lessons) {
        return of(() -> teaching.attempt(lessons));
    }

    private Effect of(Supplier<Attempt> trying) {
        Collection<Asked> asked = asked();
        List<Case> stored = rows.cases();
        Map<String, Set<String>> right = right(asked, stored);
        turn.lock();
        try (Attempt attempt = trying.get()) {
            List<Case> cases = withOwn(stored, attempt.published());
            attempt.prepare(Stream.concat(asked.stream().map(Asked::text), cases.stream().map(Case::text)).toList());
            Treatment treatment = new Treatment(attempt, thresholds.now(), likeness::isPublished);
            asked.forEach(one -> treatment.ask(one, right.getOrDefault(NormalText.of(one.text()), Set.of())));
            cases.forEach(treatment::check);
            return treatment.effect();
        } finally {
            turn.unlock();
        }
    }

    /**
     * What other thresholds would make of customers' questions, with the FAQ as it is. Takes up to some seconds, so not within
     * a transaction.
     */
    public ThresholdEffect of(Thresholds wanted) {
        List<Asked> asked = List.copyOf(asked());
        turn.lock();
        try {
            return ThresholdEffect.of(asked, teaching.inBulk().meanings(asked.stream().map(Asked::text).toList(), 2),
                    thresholds.now(), wanted, likeness::isPublished);
        } finally {
            turn.unlock();
        }
    }

    /**
     * What each threshold would make of customers' questions, with the FAQ as it is. Takes up to some seconds, so not within a
     * transaction; for half a minute it stays the same.
     */
    public ThresholdCurve curve() {
        return Objects.requireNonNull(curves.get(thresholds.now()));
    }

    private ThresholdCurve curve(Thresholds now) {
        List<Asked> asked = List.copyOf(asked());
        Map<String, Set<String>> right = right(asked, rows.cases());
        turn.lock();
        try {
            List<List<Hit>> meanings = teaching.inBulk().meanings(asked.stream().map(Asked::text).toList(), 2);
            return ThresholdCurve.of(IntStream.range(0, asked.size()).mapToObj(i -> new Tried(meanings.get(i),
                    right.getOrDefault(NormalText.of(asked.get(i).text()), Set.of()))).toList(), now);
        } finally {
            turn.unlock();
        }
    }

    /** Customers' questions that the FAQ answered last, each once and at most five of one voter. */
    public RecentQuestions answered() {
        return new RecentQuestions(asked(true).stream().map(Asked::text).toList(), thresholds.now());
    }

    private Collection<Asked> asked() {
        return asked(false);
    }

    /** Each question once, however often it was asked, and few of one voter; the newest first. */
    private Collection<Asked> asked(boolean answered) {
        Map<String, Asked> once = new LinkedHashMap<>();
        Map<String, Integer> ofVoter = new HashMap<>();
        Instant since = clock.instant().minus(BACK);
        long newest = rows.newest();
        for (long before = newest + 1; before > 0 && once.size() < MAX_ASKED
                && !ReplayRows.isFarEnough(newest, before); before -= ReplayRows.SPAN) {
            rows.asked(before, since, answered).stream().filter(one -> sense.asksSomething(one.text()))
                    .filter(one -> once.size() < MAX_ASKED && !once.containsKey(NormalText.of(one.text())))
                    .filter(one -> ofVoter.merge(voters.name(one.seat()), 1, Integer::sum) <= MOST_OF_ONE)
                    .forEach(one -> once.put(NormalText.of(one.text()), one));
        }
        return once.values();
    }

    /** The entries that are right for a question, by the question's normal text. */
    private Map<String, Set<String>> right(Collection<Asked> asked, List<Case> cases) {
        Map<Long, String> texts = new HashMap<>();
        asked.forEach(one -> texts.put(one.id(), NormalText.of(one.text())));
        Map<String, Set<String>> right = new HashMap<>();
        rows.right(List.copyOf(texts.keySet())).forEach(said -> right
                .computeIfAbsent(texts.getOrDefault(said.message(), ""), text -> new HashSet<>()).add(said.entry()));
        for (Case one : cases) {
            String expected = one.expected();
            if (expected != null) {
                right.computeIfAbsent(NormalText.of(one.text()), text -> new HashSet<>()).add(expected);
            }
        }
        return right;
    }

    private static List<Case> withOwn(List<Case> cases, List<FaqEntry> published) {
        Map<String, Case> all = new LinkedHashMap<>();
        cases.forEach(one -> all.put(NormalText.of(one.text()), one));
        published.stream().limit(MOST_OWN).forEach(entry -> all.putIfAbsent(NormalText.of(entry.question()),
                new Case(entry.question(), entry.id().value())));
        return List.copyOf(all.values());
    }
}
