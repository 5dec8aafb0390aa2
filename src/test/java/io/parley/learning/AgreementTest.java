package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.telegram.SettableClock;
import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Thresholds;
import io.parley.learning.replay.Answers;
import io.parley.learning.replay.RecentQuestions;
import io.parley.learning.voter.Believed;
import io.parley.settings.Live;
import io.parley.support.StoredFaq;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What those teach who may do so only together, on a site that believes strangers. */
class AgreementTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final JdbcClient jdbc = database.jdbc();
    private static final Thresholds THRESHOLDS = new Thresholds(0.5, 0.15, 0.05);
    /** Questions in customers' words, most of which the starter FAQ answers. */
    private static final List<String> GOOD = List.of("I forgot my password and can't get in",
            "can I have my invoice as pdf", "do you take american express", "how many days until my parcel is here",
            "where has my package got to", "is your shop open on saturday", "can I send the pot back",
            "what number can I call");
    private static final FaqId TRACK = new FaqId("track-order");
    private static final String OWN = "Where is my order?";

    private final SettableClock clock = new SettableClock();
    private final LessonRows lessons = new LessonRows(jdbc);
    private final RegressionCases cases = new RegressionCases(jdbc, () -> THRESHOLDS, clock);
    private final List<String> asked = new ArrayList<>();
    private final List<Object> events = new ArrayList<>();
    private static final KnowledgeFixture faq = KnowledgeFixture.over(database);

    @BeforeAll
    static void fill() {
        faq.importStarter();
    }

    @BeforeEach
    void begin() {
        jdbc.sql("truncate refit, refit_lesson, lesson, lesson_vote, regression_case").update();
        jdbc.sql("delete from faq_phrasing where origin = 'learned'").update();
        StoredFaq.readAll(jdbc, faq.knowledge);
    }

    @AfterAll
    static void close() {
        faq.close();
        database.close();
    }

    @Test
    void sixWhoAgreeOnLikeQuestionsOverDaysTeachThem() {
        sixAgree();
        retrain(true);

        assertThat(learned()).contains("confirmed where has my package got to");
        assertThat(jdbc.sql("select text from regression_case").query(String.class).list()).isEmpty();
    }

    @Test
    void theyTeachNothingWhereStrangersAreNotBelieved() {
        sixAgree();
        retrain(false);

        assertThat(learned()).isEmpty();
    }

    @Test
    void theyTeachNothingOnOneDay() {
        for (int i = 0; i < 6; i++) {
            say("where has my package got to", true, "account-" + i);
            clock.advance(Duration.ofHours(4));
        }
        retrain(true);

        assertThat(learned()).isEmpty();
    }

    @Test
    void thumbsDownOfManyOverDaysNeverWeakenAnEntrysOwnWordsAndOneOfAnOperatorDoes() {
        double before = Study.belief(faq.search, TRACK, OWN);
        for (int i = 0; i < 12; i++) {
            say(OWN, false, "account-" + i);
            say("Where is my órder?", false, "account-" + i);
            say("Wheres my order now", false, "account-" + i);
            clock.advance(Duration.ofHours(9));
        }
        retrain(true);
        assertThat(Study.belief(faq.search, TRACK, OWN)).isGreaterThan(before - 0.001);

        lessons.say(lessons.lesson(TRACK.value(), "where is my order").orElseThrow(), "operator", "unhelpful", null,
                clock.instant());
        retrain(true);
        assertThat(Study.belief(faq.search, TRACK, OWN)).isLessThan(before - 0.01);
    }

    @Test
    void oneRetrainingChangesTheAnswersToFiveQuestionsAtMost() {
        asked.addAll(GOOD);
        Answers before = answers();
        assertThat(before.count()).isGreaterThan(AgreementTrial.FEW);
        for (int i = 0; i < 6; i++) {
            for (String good : GOOD) {
                say(faq.search.search(good, 1).getFirst().entry().id(), good, false, "account-" + i);
            }
            clock.advance(Duration.ofHours(9));
        }

        retrain(true);
        int first = before.lostIn(answers());
        assertThat(first).isBetween(1, AgreementTrial.FEW);
        retrain(true);
        assertThat(before.lostIn(answers())).isGreaterThan(first);
    }

    @Test
    void aRetrainingThatChangesTooManyAnswersIsStoppedAndToldUnlessAnOperatorWantsIt() {
        asked.addAll(GOOD);
        Answers before = answers();
        deny(GOOD);

        Refit stopped = retraining(true).refit(false).orElseThrow();
        faq.knowledge.refresh();
        assertThat(stopped.state()).isEqualTo(Refit.State.STOPPED);
        assertThat(before.lostIn(answers())).isZero();
        assertThat(events).containsExactly(new RefitStopped(before.count(), stopped.changed()));
        assertThat(stopped.changed()).isGreaterThan(AgreementTrial.FEW);
        assertThat(retraining(true).current()).isEmpty();
        assertThat(retraining(true).trouble()).hasValueSatisfying(
                trouble -> assertThat(trouble).contains("refits run --anyway"));

        assertThat(retraining(true).refit(true).orElseThrow().state()).isEqualTo(Refit.State.TAKEN);
        faq.knowledge.refresh();
        assertThat(before.lostIn(answers())).isEqualTo(stopped.changed());
        assertThat(retraining(true).trouble()).isEmpty();
    }

    @Test
    void moreThanFiveChangesAmongHundredsAreNoStop() {
        List<String> ways = jdbc.sql("select text from faq_phrasing where kind in ('question', 'alternative')")
                .query(String.class).list();
        for (String form : List.of("%s", "Hello, %s", "Please: %s")) {
            ways.forEach(way -> asked.add(form.formatted(way)));
        }
        asked.addAll(GOOD);
        assertThat(answers().count()).isGreaterThan(400);
        deny(GOOD);

        Refit taken = retraining(true).refit(false).orElseThrow();

        assertThat(taken.changed()).isGreaterThan(AgreementTrial.FEW);
        assertThat(taken.state()).isEqualTo(Refit.State.TAKEN);
        assertThat(events).isEmpty();
    }

    @Test
    void stopsThatFollowEachOtherAreToldOnceAndKeepTheVersionInUse() {
        sixAgree();
        retrain(true);
        Refit inUse = retraining(true).current().orElseThrow();
        asked.addAll(GOOD);
        deny(GOOD);
        retraining(true).refit(false);
        jdbc.sql("""
                insert into refit (made_at, state, pairs, confirmed, weakened, cases, right_before, right_after)
                select now(), 'stopped', 1, 0, 0, 1, 1, 1 from generate_series(1, 30)""").update();
        assertThat(retraining(true).refit(false).orElseThrow().state()).isEqualTo(Refit.State.STOPPED);

        assertThat(events).hasSize(1);
        assertThat(retraining(true).current()).contains(inUse);
        assertThat(new RefitRows(jdbc).isKept(inUse.id())).isTrue();
        assertThat(learned()).isNotEmpty();
    }

    @Test
    void whatAgentsTaughtAtOnceIsNoChangeOfTheRetraining() {
        asked.addAll(GOOD);
        deny(GOOD);
        Live<LearningSettings> settings = () -> new LearningSettings(true, false, 1);
        new Learner(lessons, new RefitRows(jdbc), faq.teaching, faq.search, database.transactions(), settings).learn();
        faq.knowledge.refresh();

        Refit refit = retraining(false).refit(false).orElseThrow();

        assertThat(refit.state()).isEqualTo(Refit.State.TAKEN);
        assertThat(refit.changed()).isZero();
    }

    @Test
    void whatStrangersTaughtAFormerVersionIsForgottenWithoutAStop() {
        asked.addAll(GOOD);
        for (String good : GOOD) {
            say(faq.search.search(good, 1).getFirst().entry().id(), good, false, "account-1");
        }
        jdbc.sql("update lesson set weight = -8").update();
        Refit forgotten = retraining(false).refit(false).orElseThrow();

        assertThat(forgotten.state()).isEqualTo(Refit.State.TAKEN);
        assertThat(forgotten.weakened()).isZero();
    }

    private void deny(List<String> questions) {
        for (String question : questions) {
            for (int i = 0; i < 4; i++) {
                lessons.say(lessons.lesson(faq.search.search(question, 1).getFirst().entry().id().value(), question)
                        .orElseThrow(), "agent:" + i, "unhelpful", null, clock.instant());
            }
        }
    }

    private Answers answers() {
        return new RecentQuestions(asked, THRESHOLDS).of(faq.search);
    }

    private void sixAgree() {
        List<String> questions = List.of("where has my package got to", "where did my package get to",
                "where could my package have got to", "my package, where has it got to",
                "where on earth has my package got to");
        for (int i = 0; i < 6; i++) {
            say(questions.get(i % questions.size()), true, "account-" + i);
            clock.advance(Duration.ofHours(9));
        }
    }

    private void say(String text, boolean isUp, String account) {
        say(TRACK, text, isUp, account);
    }

    private void say(FaqId entry, String text, boolean isUp, String account) {
        lessons.say(lessons.lesson(entry.value(), text).orElseThrow(),
                new LessonRows.Speaker("participant:" + account, account), isUp ? "helpful" : "unhelpful", null,
                clock.instant());
    }

    private void retrain(boolean believeStrangers) {
        retraining(believeStrangers).refit(false);
        faq.knowledge.refresh();
    }

    private Retraining retraining(boolean believeStrangers) {
        Live<LearningSettings> settings = () -> new LearningSettings(true, believeStrangers, 1);
        RefitRows refits = new RefitRows(jdbc);
        return new Retraining(lessons, refits, cases, new AnswerWatch(refits, cases, faq.search),
                new Believed(jdbc, List.of(), believeStrangers), () -> new RecentQuestions(asked, THRESHOLDS),
                events::add,
                faq.teaching, database.transactions(), settings, clock);
    }

    private static List<String> learned() {
        return jdbc.sql("select kind || ' ' || text from faq_phrasing where origin = 'learned'").query(String.class)
                .list();
    }
}
