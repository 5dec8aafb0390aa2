package io.parley.learning;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.search.Thresholds;
import io.parley.learning.replay.RecentQuestions;
import io.parley.learning.voter.Believed;
import io.parley.settings.Live;
import io.parley.support.Patience;
import io.parley.support.TestDatabase;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** Learning by processes that die around each of their commits, and by several at once. */
class BreakingOffTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final JdbcClient jdbc = database.jdbc();
    private static final Instant SAID = Instant.parse("2026-03-01T10:00:00Z");
    private static final InstantSource LATER = InstantSource.fixed(SAID.plusSeconds(60));
    /** Sums of floats depend on their order, which a warm and a cold machine choose differently. */
    private static final Offset<Double> ROUNDING = Offset.offset(0.001);
    private static final Live<LearningSettings> SETTINGS = () -> new LearningSettings(true, true, 1);
    private static final String FAQ = """
            id,question,answer,alternatives
            track,Where is my order?,Look at the link in our mail.,
            return,How do I return something?,Send it back within a month.,How do refunds work?
            parking,Is there parking?,Behind the house.,"%s"
            """.formatted(String.join("\n", "Where can I park?", "Is there a car park?", "Can I leave my car there?",
            "Do I pay for parking?", "Is there a garage near you?", "Where do I put my bicycle?"));

    /** Where a process dies. */
    private enum Death {
        AFTER_FORGETTING, AFTER_GATHERING, BEFORE_COMMIT, AFTER_COMMIT
    }

    /** The end of a process. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @BeforeEach
    void begin() {
        database.clear();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void whatWasSaidIsLearnedOnceWhereverTheLearnerDies(Death death) {
        List<String> uninterrupted = learnedAfter(knowledge -> learner(knowledge, database.transactions()).learn());
        database.clear();

        List<String> learned = learnedAfter(knowledge -> {
            Learner mortal = learner(knowledge, dyingAt(death));
            assertThatThrownBy(mortal::learn).isInstanceOf(Died.class);
            knowledge.knowledge.refresh();
            learner(knowledge, database.transactions()).learn();
        });

        assertThat(learned).isEqualTo(uninterrupted).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AFTER_FORGETTING")
    void aRefitIsMadeOnceWhereverItDies(Death death) {
        List<String> uninterrupted = learnedAfter(knowledge -> refits(knowledge).refitIfDue());
        database.clear();

        List<String> learned = learnedAfter(knowledge -> {
            assertThatThrownBy(mortalRefits(knowledge, death)::refitIfDue).isInstanceOf(Died.class);
            knowledge.knowledge.refresh();
            refits(knowledge).refitIfDue();
        });

        assertThat(learned).isEqualTo(uninterrupted).anyMatch(line -> line.startsWith("refit taken"));
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionThatWasTakenBackIsForgottenWhereverTheRefitDies(Death death) {
        try (KnowledgeFixture knowledge = fixture()) {
            say("where has my package got to", "track", "helpful", "agent:1");
            refits(knowledge).refitIfDue();
            jdbc.sql("update message set deleted_at = ?").param(Timestamp.from(SAID)).update();

            assertThatThrownBy(mortalRefits(knowledge, death)::refitIfDue).isInstanceOf(Died.class);
            knowledge.knowledge.refresh();
            refits(knowledge).refitIfDue();
            learner(knowledge, database.transactions()).learn();

            assertThat(phrasings()).isEmpty();
            assertThat(jdbc.sql("select weight || text from lesson").query(String.class).list()).containsOnly("0");
            assertThat(jdbc.sql("select text from regression_case").query(String.class).list()).isEmpty();
        }
    }

    @Test
    void whatWasTakenBackIsNotTaughtByAFormerVersionEither() {
        try (KnowledgeFixture knowledge = fixture()) {
            sayThings();
            long former = refits(knowledge).refit(false).orElseThrow().id();
            List<String> taught = phrasings();
            jdbc.sql("update message set deleted_at = ? where text = 'can I bring this back'")
                    .param(Timestamp.from(SAID))
                    .update();

            refits(knowledge).refitIfDue();
            Refit restored = refits(knowledge).restore(former).orElseThrow();
            assertThat(refits(knowledge).restore(restored.id())).isPresent();

            assertThat(phrasings()).isEqualTo(
                    taught.stream().filter(phrasing -> !phrasing.contains("bring this back")).toList())
                    .hasSize(taught.size() - 1);
        }
    }

    @Test
    void whatOthersAskedTooIsKeptAndWhatIsAskedAnewIsLearnedAnew() {
        try (KnowledgeFixture knowledge = fixture()) {
            sayThings();
            refits(knowledge).refitIfDue();
            jdbc.sql("""
                    update message set deleted_at = ? from conversation c where c.id = message.conversation_id
                    and c.thread like 'agent:1%'""").param(Timestamp.from(SAID)).update();

            refits(knowledge).refitIfDue();
            assertThat(jdbc.sql("select text from lesson").query(String.class).list()).containsExactlyInAnyOrder(
                    "where has my package got to", "can I bring this back", "");
            say("do you have parcels", "track", "unhelpful", "agent:3");
            learner(knowledge, database.transactions()).learn();

            assertThat(phrasings()).anyMatch(phrasing -> phrasing.contains("do you have parcels"));
        }
    }

    @Test
    void ofTwoInstancesOneRefitsAndBothServeWhatCameOfIt() {
        try (KnowledgeFixture one = fixture(); KnowledgeFixture other = KnowledgeFixture.over(database)) {
            other.knowledge.refresh();
            sayThings();
            double before = belief(one);

            CompletableFuture<Void> first = CompletableFuture.runAsync(refits(one)::refitIfDue);
            CompletableFuture<Void> second = CompletableFuture.runAsync(refits(other)::refitIfDue);
            CompletableFuture.allOf(first, second).join();
            one.knowledge.refresh();
            other.knowledge.refresh();

            assertThat(jdbc.sql("select count(*) from refit").query(Integer.class).single()).isOne();
            assertThat(refits(one).current()).isPresent().isEqualTo(refits(other).current());
            assertThat(belief(one)).isCloseTo(belief(other), ROUNDING).isLessThan(before - 0.05);
        }
    }

    private boolean isOneWaitingForALock() {
        return jdbc.sql("""
                select exists (select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock')""").query(Boolean.class).single();
    }

    @Test
    void leavesItToAnotherThatRefittedSinceItWasFoundDue() {
        try (KnowledgeFixture one = fixture()) {
            sayThings();
            CompletableFuture<Void> late = requireNonNull(database.transactions().execute(status -> {
                jdbc.sql("lock table regression_case").update();
                CompletableFuture<Void> due = CompletableFuture.runAsync(refits(one)::refitIfDue);
                await().until(this::isOneWaitingForALock);
                new RefitRows(jdbc).add(new Refit(0, LATER.instant(), Refit.State.TAKEN, null, 0, 0, 0, 0, 0, 0, 0, 0),
                        Map.of());
                return due;
            }));
            late.join();

            assertThat(versions()).hasSize(1);
        }
    }

    @Test
    void whoSaysSomethingAndWhoForgetsDoNotWaitForEachOther() {
        try (KnowledgeFixture knowledge = fixture()) {
            sayThings();
            jdbc.sql("update message set deleted_at = ?").param(Timestamp.from(SAID)).update();
            LessonRows rows = new LessonRows(jdbc);
            long messageId = jdbc.sql("select min(id) from message").query(Long.class).single();

            CompletableFuture<Void> forgetting = requireNonNull(database.transactions().execute(status -> {
                long lesson = rows.lesson("track", "where has my package got to").orElseThrow();
                CompletableFuture<Void> other = CompletableFuture.runAsync(refits(knowledge)::refitIfDue);
                await().until(this::isOneWaitingForALock);
                rows.say(lesson, "agent:1", "unhelpful", messageId, SAID);
                return other;
            }));

            assertThat(forgetting).succeedsWithin(Patience.LIMIT);
        }
    }

    @Test
    void whatIsTaughtIsEmbeddedOnceTheTransactionIsOver() {
        try (KnowledgeFixture knowledge = fixture()) {
            Lesson lesson = new Lesson(new FaqId("track"), "where has my package got to", 0.9);
            database.transactions().executeWithoutResult(status -> knowledge.teaching.teach(List.of(lesson)));
            assertThat(phrasings()).singleElement().asString().endsWith(" f");

            knowledge.teaching.embed();
            assertThat(phrasings()).singleElement().asString().endsWith(" t");
        }
    }

    /** A program's work with the knowledge of one process. */
    private interface Life {
        void with(KnowledgeFixture knowledge);
    }

    private static List<String> learnedAfter(Life life) {
        try (KnowledgeFixture knowledge = fixture()) {
            sayThings();
            life.with(knowledge);
            return Stream.of(lessons(), phrasings(), versions()).flatMap(List::stream).toList();
        }
    }

    private static KnowledgeFixture fixture() {
        KnowledgeFixture knowledge = KnowledgeFixture.over(database);
        knowledge.importCsv(FAQ);
        return knowledge;
    }

    private static void sayThings() {
        say("where has my package got to", "track", "helpful", "agent:1");
        say("where has my package got to", "track", "helpful", "agent:2");
        say("can I bring this back", "return", "named", "agent:Marta");
        say("do you have parcels", "track", "unhelpful", "agent:1");
    }

    private static void say(String question, String entry, String said, String person) {
        long messageId = jdbc.sql("""
                with c as (insert into conversation (channel, thread, address) values ('web', :thread, '') returning id)
                insert into message (conversation_id, author, text, said_at, channel)
                select id, 'participant', :text, now(), 'web' from c returning id""").param("text", question)
                .param("thread", person + question).query(Long.class).single();
        LessonRows rows = new LessonRows(jdbc);
        rows.say(rows.lesson(entry, question).orElseThrow(), person, said, messageId, SAID);
    }

    private static List<String> lessons() {
        return jdbc.sql("""
                select concat_ws(' ', 'lesson', entry, text, round(prior::numeric, 3),
                    round(weight::numeric, 3), weighed = revision,
                    (select count(*) from lesson_vote where lesson = lesson.id)) from lesson order by entry, text""")
                .query(String.class).list();
    }

    private static List<String> phrasings() {
        return jdbc.sql("""
                select concat_ws(' ', 'phrasing', entry, kind, text, round(weight::numeric, 3), vector is not null)
                from faq_phrasing
                where kind in ('confirmed', 'weakened') order by entry, text""").query(String.class).list();
    }

    private static List<String> versions() {
        return jdbc.sql("""
                select concat_ws(' ', 'refit', state, pairs, confirmed, weakened, cases, right_before, right_after)
                from refit order by id""").query(String.class).list();
    }

    private static double belief(KnowledgeFixture knowledge) {
        return Study.belief(knowledge.search, new FaqId("track"), "do you have parcels");
    }

    private static Learner learner(KnowledgeFixture knowledge, TransactionOperations transaction) {
        return new Learner(new LessonRows(jdbc), new RefitRows(jdbc), knowledge.teaching, knowledge.search, transaction,
                SETTINGS);
    }

    private static Retraining refits(KnowledgeFixture knowledge) {
        return new Retraining(new LessonRows(jdbc), new RefitRows(jdbc), cases(), watch(knowledge), believed(),
                BreakingOffTest::nothingAsked, event -> {}, knowledge.teaching, database.transactions(), SETTINGS,
                LATER);
    }

    private static RecentQuestions nothingAsked() {
        return new RecentQuestions(List.of(), new Thresholds(0.5, 0.15, 0.05));
    }

    private static Believed believed() {
        return new Believed(jdbc, List.of(), true);
    }

    private static AnswerWatch watch(KnowledgeFixture knowledge) {
        return new AnswerWatch(new RefitRows(jdbc), cases(), knowledge.search);
    }

    private static RegressionCases cases() {
        return new RegressionCases(jdbc, () -> new Thresholds(0.5, 0.15, 0.05), LATER);
    }

    private static Retraining mortalRefits(KnowledgeFixture knowledge, Death death) {
        LessonRows lessons = new LessonRows(jdbc) {
            @Override
            Forgotten forgetTakenBack() {
                Forgotten forgotten = super.forgetTakenBack();
                dieIf(death == Death.AFTER_FORGETTING);
                return forgotten;
            }
        };
        RegressionCases cases = new RegressionCases(jdbc, () -> new Thresholds(0.5, 0.15, 0.05), LATER) {
            @Override
            void gather() {
                super.gather();
                dieIf(death == Death.AFTER_GATHERING);
            }
        };
        return new Retraining(lessons, new RefitRows(jdbc), cases, watch(knowledge), believed(),
                BreakingOffTest::nothingAsked, event -> {}, knowledge.teaching,
                dyingAt(death),
                SETTINGS, LATER);
    }

    private static TransactionOperations dyingAt(Death death) {
        return new TransactionOperations() {
            @Override
            public <T> T execute(TransactionCallback<T> work) {
                T result = database.transactions().execute(status -> {
                    T done = work.doInTransaction(status);
                    dieIf(death == Death.BEFORE_COMMIT);
                    return done;
                });
                dieIf(death == Death.AFTER_COMMIT);
                return result;
            }
        };
    }

    private static void dieIf(boolean isTime) {
        if (isTime) {
            throw new Died();
        }
    }
}
