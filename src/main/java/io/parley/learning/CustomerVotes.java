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
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What strangers say of the FAQ's answers by their votes. It teaches nothing by itself: an operator accepts or refuses it, a list
 * at a time, each of one entry in one direction.
 */
@Component
public class CustomerVotes {
    private static final int MOST = 2_000;
    private static final int MOST_OF_ONE = 50;
    private static final int SHOWN_VOTERS = 20;
    private static final double UNKNOWN = 0.5;

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
     * What strangers say of one entry.
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

    /** All that waits for a decision, that of the most voters first; a great deal of it at most. */
    public List<Said> open() {
        Map<Key, List<LessonRows.Row>> lists = rows.mostSaidOf(MOST).stream().filter(LessonRows.Row::isSuggested)
                .collect(Collectors.groupingBy(row -> new Key(row.pair().entry(), isUp(row)), LinkedHashMap::new,
                        Collectors.toList()));
        return lists.entrySet().stream().filter(list -> faq.isPublished(list.getKey().entry()))
                .map(list -> said(list.getKey(), list.getValue()))
                .sorted(Comparator.comparingInt(Said::count).reversed()).toList();
    }

    private static boolean isUp(LessonRows.Row row) {
        return row.pair().strangersLead() > 0;
    }

    private Said said(Key key, List<LessonRows.Row> list) {
        List<Question> questions = list.stream().limit(MOST_OF_ONE).map(row -> question(row, key.isUp())).toList();
        Set<String> voices = list.stream().flatMap(row -> row.pair().strangers().stream())
                .filter(voice -> voice.isUp() == key.isUp()).map(Voice::name).collect(Collectors.toSet());
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
        return new Voter(one.voice().substring(0, Math.max(0, colon)), own.substring(0, Math.min(4, own.length())),
                one.up(), one.down());
    }

    private String cleaned(LessonRows.Row row) {
        return new CleanText(List.of(), likeness::isPublished).of(row.pair().text(), CleanText.Speaker.CUSTOMER).text();
    }

    /**
     * What it would do to known questions if the bot learned these; empty when nothing of it waits for a decision any more. Takes
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
     * Teaches these, unless what it does to known questions speaks against it and nobody has assented to that: what customers
     * found right becomes another way to ask, and what they found wrong counts as the operator's own word.
     */
    public Decided accept(Chosen chosen, Operator by, Assent assent) {
        return effect(chosen).map(effect -> assent.to(effect) == Outcome.DONE
                ? accepted(chosen, by, effect)
                : new Decided(assent.to(effect), effect)).orElseGet(() -> new Decided(Outcome.GONE, null));
    }

    private Decided accepted(Chosen chosen, Operator by, Effect effect) {
        transaction.executeWithoutResult(status -> {
            List<LessonRows.Row> list = waiting(chosen);
            list.forEach(row -> accept(row, chosen.isUp(), by));
            note(by, "accepted", list, effect.stolen().size() + effect.lost().size());
        });
        teaching.embed();
        return new Decided(Outcome.DONE, effect);
    }

    private void accept(LessonRows.Row row, boolean isUp, Operator by) {
        Pair pair = row.pair();
        if (isUp) {
            rows.decide(row.id(), "published");
            faq.addWays(pair.entry(), List.of(cleaned(row)), by.login());
            events.publishEvent(new Taught(List.of(cleaned(row)), pair.entry().value()));
        } else {
            rows.decideDenial(row.id(), "accepted");
            rows.lesson(pair.entry().value(), pair.text()).ifPresent(lesson -> rows.say(lesson,
                    LessonRecorder.voter(new Actor.Agent(by.id())), "unhelpful", null, clock.instant()));
            notifications.publish(LessonRecorder.TOPIC, "");
        }
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
            note(by, "refused", list, 0);
            return list.size();
        }));
    }

    private void note(Operator by, String what, List<LessonRows.Row> list, int worse) {
        String entries = list.stream().map(row -> row.pair().entry().value()).distinct().sorted()
                .collect(Collectors.joining(", "));
        String detail = Stream.of("customers' votes " + what, "questions: " + list.size(),
                worse == 0 ? "" : "go wrong: " + worse).filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        if (!list.isEmpty()) {
            audit.add(by.login(), Deed.FAQ_REVIEWED, entries, detail);
        }
    }
}
