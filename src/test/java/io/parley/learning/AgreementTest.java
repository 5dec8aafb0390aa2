package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.telegram.SettableClock;
import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What those teach who may do so only together, on a site that believes strangers. */
class AgreementTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final JdbcClient jdbc = database.jdbc();
    private static final FaqId TRACK = new FaqId("track-order");
    private static final String OWN = "Where is my order?";

    private final SettableClock clock = new SettableClock();
    private final LessonRows lessons = new LessonRows(jdbc);
    private final RegressionCases cases = new RegressionCases(jdbc, () -> new Thresholds(0.5, 0.15, 0.05), clock);
    private KnowledgeFixture faq;

    @BeforeEach
    void begin() {
        database.clear();
        faq = KnowledgeFixture.over(database);
        faq.importStarter();
        faq.knowledge.refresh();
    }

    @AfterEach
    void end() {
        faq.close();
    }

    @AfterAll
    static void close() {
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

    private void sixAgree() {
        List<String> questions = List.of("where has my package got to", "where did my package get to",
                "where could my package have got to", "my package, where has it got to",
                "where on earth has my package got to", "so where has that package got to");
        for (int i = 0; i < questions.size(); i++) {
            say(questions.get(i), true, "account-" + i);
            clock.advance(Duration.ofHours(9));
        }
    }

    private void say(String text, boolean isUp, String account) {
        lessons.say(lessons.lesson(TRACK.value(), text).orElseThrow(),
                new LessonRows.Speaker("participant:" + account, account), isUp ? "helpful" : "unhelpful", null,
                clock.instant());
    }

    private void retrain(boolean believeStrangers) {
        Live<LearningSettings> settings = () -> new LearningSettings(true, believeStrangers, 1);
        RefitRows refits = new RefitRows(jdbc);
        new Retraining(lessons, refits, cases, new AnswerWatch(refits, cases, faq.search),
                new Voters(jdbc, List.of(), settings), faq.teaching, database.transactions(), settings, clock).refit();
        faq.knowledge.refresh();
    }

    private static List<String> learned() {
        return jdbc.sql("select kind || ' ' || text from faq_phrasing where origin = 'learned'").query(String.class)
                .list();
    }
}
