package io.parley.learning;

import io.parley.actor.Actor;
import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.cluster.Notifications;
import io.parley.knowledge.FaqGrowth;
import io.parley.knowledge.Likeness;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.learning.replay.Effect;
import io.parley.learning.replay.QuestionReplay;
import io.parley.learning.suggestion.Publisher.Assent;
import io.parley.learning.suggestion.Publisher.Decided;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Taught;
import io.parley.secrets.CleanText;
import io.parley.secrets.SecretMask;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The verdicts of strangers on the FAQ's answers. They teach nothing by themselves: an operator accepts or refuses them, a list
 * at a time, each of one entry in one direction.
 */
@Component
public class CustomerVotes {
    private static final int MOST = 2_000;
    private static final int MOST_OF_ONE = 50;
    private static final int SHOWN_VOTERS = 20;
    private static final double UNKNOWN = 0.5;
    /** The last signs tell most voters apart, of digests and of numbers. */
    private static final int CODE = 4;

    private final LessonRows rows;
    private final FaqGrowth faq;
    private final QuestionReplay replay;
    private final Teaching teaching;
    private final Likeness likeness;
    private final Notifications notifications;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    CustomerVotes(LessonRows rows, FaqGrowth faq, QuestionReplay replay, Teaching teaching, Likeness likeness,
            Notifications notifications, ApplicationEventPublisher events, Audit audit,
            PlatformTransactionManager transactions, InstantSource clock) {
        this.rows = rows;
        this.faq = faq;
        this.replay = replay;
        this.teaching = teaching;
        this.likeness = likeness;
        this.notifications = notifications;
        this.events = events;
        this.audit = audit;
        this.transaction = LearningConfiguration.patient(transactions);
        this.clock = clock;
    }

    /**
     * A list: the word of strangers on one entry.
     *
     * @param isUp whether it answers the questions, or does not
     * @param questions a few, those of the most voters first
     * @param more how many others there are
     * @param voters a few of those who say so, those with the most votes first
     * @param count how many they are
     */
    public record Said(FaqId entry, boolean isUp, List<Question> questions, int more, List<Voter> voters, int count) {
        public Said {
            questions = List.copyOf(questions);
            voters = List.copyOf(voters);
        }
    }

    /**
     * A question with what is said of it.
     *
     * @param text without what tells of one person
     * @param voters how many say so
     * @param against how many say the opposite
     */
    public record Question(long id, String text, int voters, int against, Instant first, Instant last) {}

    /**
     * Somebody who votes, or several who cannot be told apart.
     *
     * @param channel the channel's name
     * @param code a few signs that tell them from others
     * @param up how often they said of any answer that it helped
     * @param down how often that it did not
     */
    public record Voter(String channel, String code, int up, int down) {}

    /**
     * Some questions of a list, on which somebody decides.
     *
     * @param isUp whether the entry is said to answer them
     * @param ids the questions' numbers
     */
    public record Chosen(FaqId entry, boolean isUp, Set<Long> ids) {
        public Chosen {
            ids = Set.copyOf(ids);
        }
    }

    /** Somebody who decides. */
    public record Operator(long id, String login) {}

    /** A list: one entry in one direction. */
    private record Key(FaqId entry, boolean isUp) {}

    /**
     * A list among all that wait for a decision, that of the most voters first.
     *
     * @param place its place, from 0
     * @param count how many lists wait
     * @param said the list; null when none waits
     */
    public record Page(int place, int count, @Nullable Said said) {}

    /** The list at a place, or the last one when there are fewer. */
    public Page page(int place) {
        Map<Key, List<LessonRows.Row>> lists = rows.mostSaidOf(MOST).stream().filter(LessonRows.Row::isSuggested)
                .collect(Collectors.groupingBy(row -> new Key(row.pair().entry(), isUp(row)), LinkedHashMap::new,
                        Collectors.toList()));
        List<Key> keys = lists.keySet().stream().filter(key -> faq.isPublished(key.entry()))
                .sorted(Comparator.comparingInt((Key key) -> voices(key, lists).size()).reversed()).toList();
        int at = Math.clamp(place, 0, Math.max(0, keys.size() - 1));
        return new Page(at, keys.size(), keys.isEmpty() ? null : said(keys.get(at), lists));
    }

    private static Set<String> voices(Key key, Map<Key, List<LessonRows.Row>> lists) {
        return lists.getOrDefault(key, List.of()).stream().flatMap(row -> row.pair().strangers().stream())
                .filter(voice -> voice.isUp() == key.isUp()).map(Voice::name).collect(Collectors.toSet());
    }

    private static boolean isUp(LessonRows.Row row) {
        return row.pair().strangersLead() > 0;
    }

    private Said said(Key key, Map<Key, List<LessonRows.Row>> lists) {
        List<LessonRows.Row> list = lists.getOrDefault(key, List.of());
        List<Question> questions = list.stream().limit(MOST_OF_ONE).map(row -> question(row, key.isUp())).toList();
        Set<String> voices = voices(key, lists);
        List<Voter> voters = rows.tallies(voices).stream()
                .sorted(Comparator.comparingInt((LessonRows.Tally one) -> one.up() + one.down()).reversed())
                .limit(SHOWN_VOTERS).map(CustomerVotes::voter).toList();
        return new Said(key.entry(), key.isUp(), questions, list.size() - questions.size(), voters, voices.size());
    }

    private Question question(LessonRows.Row row, boolean isUp) {
        List<Voice> all = row.pair().strangers();
        List<Instant> times = all.stream().filter(voice -> voice.isUp() == isUp).map(Voice::at).sorted().toList();
        return new Question(row.id(), cleaned(row), times.size(), all.size() - times.size(), times.getFirst(),
                times.getLast());
    }

    private static Voter voter(LessonRows.Tally one) {
        int colon = one.voice().indexOf(':');
        String own = one.voice().substring(colon + 1);
        return new Voter(one.voice().substring(0, Math.max(0, colon)), own.substring(Math.max(0, own.length() - CODE)),
                one.up(), one.down());
    }

    private String cleaned(LessonRows.Row row) {
        return new CleanText(List.of(), likeness::isPublished).of(row.pair().text(), CleanText.Speaker.CUSTOMER).text();
    }

    /**
     * The effect on known questions if the bot learned these; empty when nothing of it waits for a decision any more. Takes
     * up to some seconds, so not within a transaction.
     */
    public Optional<Effect> effect(Chosen chosen) {
        List<LessonRows.Row> list = waiting(chosen);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        return chosen.isUp()
                ? faq.grown(chosen.entry(), list.stream().map(this::cleaned).toList(), null).map(replay::of)
                : Optional.of(replay.of(list.stream().map(CustomerVotes::denied).toList()));
    }

    private List<LessonRows.Row> waiting(Chosen chosen) {
        return faq.isPublished(chosen.entry())
                ? rows.these(chosen.ids()).stream().filter(row -> row.pair().entry().equals(chosen.entry()))
                        .filter(row -> row.isSuggested() && isUp(row) == chosen.isUp()).toList()
                : List.of();
    }

    /** What the bot learns when an operator also says that the entry does not answer it. */
    private static Lesson denied(LessonRows.Row row) {
        Pair.Insiders said = row.pair().insiders();
        return row.lesson(VerdictWeights.weight(
                new Pair.Insiders(said.helpful(), said.unhelpful() + 1, said.named()), 0,
                Objects.requireNonNullElse(row.prior(), UNKNOWN)));
    }

    /**
     * Teaches these, unless the effect on known questions speaks against it and nobody has assented to that: questions that were
     * answered become other ways to ask, and the others count as the operator's own word.
     */
    public Decided accept(Chosen chosen, Operator by, Assent assent) {
        Optional<Effect> found = effect(chosen);
        if (found.isEmpty()) {
            return new Decided(Outcome.GONE, null);
        }
        Effect effect = found.get();
        if (assent.to(effect) != Outcome.DONE) {
            return new Decided(assent.to(effect), effect);
        }
        boolean isDone = Boolean.TRUE.equals(transaction.execute(status -> accepted(chosen, by, effect, assent)));
        teaching.embed();
        return new Decided(isDone ? Outcome.DONE : Outcome.GONE, null);
    }

    private boolean accepted(Chosen chosen, Operator by, Effect effect, Assent assent) {
        List<LessonRows.Row> list = waiting(chosen);
        if (list.isEmpty()) {
            return false;
        }
        if (chosen.isUp()) {
            List<String> ways = list.stream().map(this::cleaned).distinct().toList();
            list.forEach(row -> rows.decide(row.id(), "published"));
            faq.addWays(chosen.entry(), ways, by.login());
            events.publishEvent(new Taught(ways, chosen.entry().value()));
        } else {
            list.forEach(row -> deny(row, by));
            notifications.publish(LessonRecorder.TOPIC, "");
        }
        String despite = effect.steals() || effect.loses()
                ? ", stolen: " + effect.stolen().size() + ", lost: " + effect.lost().size()
                        + (effect.loses() ? ", reason: " + SecretMask.mask(Objects.toString(assent.reason(), "")) : "")
                : "";
        note(chosen, by, "accepted", list.size(), despite);
        return true;
    }

    private void deny(LessonRows.Row row, Operator by) {
        Pair pair = row.pair();
        rows.decideDenial(row.id(), "accepted");
        rows.lesson(pair.entry().value(), pair.text()).ifPresent(lesson -> rows.say(lesson,
                LessonRecorder.voter(new Actor.Agent(by.id())), "unhelpful", null, clock.instant()));
    }

    /** Never suggests these again; gives how many they were. */
    public int refuse(Chosen chosen, Operator by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<LessonRows.Row> list = waiting(chosen);
            list.forEach(row -> {
                if (chosen.isUp()) {
                    rows.decide(row.id(), "dismissed");
                } else {
                    rows.decideDenial(row.id(), "refused");
                }
            });
            if (!list.isEmpty()) {
                note(chosen, by, "refused", list.size(), "");
            }
            return list.size();
        }));
    }

    private void note(Chosen chosen, Operator by, String what, int questions, String despite) {
        audit.add(by.login(), Deed.FAQ_REVIEWED, chosen.entry().value(),
                "customers' votes " + what + ", questions: " + questions + despite);
    }
}
