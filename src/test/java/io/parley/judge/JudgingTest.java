package io.parley.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.parley.answering.model.Relevance;
import io.parley.cost.Costs;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.Protocol;
import io.parley.fake.model.Reply;
import io.parley.judge.Relevancy.Labels;
import io.parley.judge.Strata.Candidate;
import io.parley.support.ParleyTest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The model judges samples of answers beside the conversations. */
@ParleyTest(properties = {"parley.serving=false", "parley.judge.per-day=4", "parley.judge.per-week=4",
        "parley.judge.tokens-per-day=100000", "parley.cost.prices[0].model=fake-model", "parley.cost.prices[0].in=1",
        "parley.cost.prices[0].out=2", "parley.cost.budget=1"})
class JudgingTest {
    private static final FakeModels models = FakeModels.start();
    private final LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);

    @Autowired
    private Judging judging;

    @Autowired
    private Ratings ratings;

    @Autowired
    private Relevancy relevancy;

    @Autowired
    private Costs costs;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        properties.add("parley.llm.provider", () -> "openai");
        properties.add("parley.llm.base-url", () -> models.baseUrl(Protocol.OPENAI));
        properties.add("parley.llm.api-key", () -> FakeModels.KEY);
        properties.add("parley.llm.model", () -> FakeModels.MODEL);
    }

    @BeforeEach
    void begin() {
        jdbc.sql("truncate judgement, judgement_sample, model_usage").update();
        jdbc.sql("update message set deleted_at = now() where deleted_at is null").update();
    }

    private void answers(int count, String source, double confidence) {
        jdbc.sql(
                """
                        with talk as (insert into conversation (channel, thread, address)
                                      values ('web', gen_random_uuid(), 'here') returning id),
                        who as (insert into participant (channel, external_id, name)
                                values ('web', gen_random_uuid(), 'Zora Quill') returning id),
                        asked as (insert into message (conversation_id, channel, author, participant_id, text, said_at)
                                  select talk.id, 'web', 'participant', who.id,
                                      'Zora Quill here, zora@quill.example: where is my parcel?', now()
                                  from talk, who, generate_series(1, :count) returning id, conversation_id)
                        insert into message (conversation_id, channel, author, text, said_at, source, confidence, answers_message,
                            answers_revision)
                        select conversation_id, 'web', 'bot', 'Zora Quill, look at the tracking page.', now(), :source,
                            :confidence, id, 0 from asked""")
                .param("count", count).param("source", source)
                .param("confidence", confidence).update();
    }

    private Labels by(Relevancy.Source source) {
        return relevancy.between(today.minusDays(7), today).stream().filter(one -> one.source() == source).findFirst()
                .orElseThrow();
    }

    private static Reply says(String label) {
        return new Reply.Says("{\"label\": \"" + label + "\", \"why\": \"It says so.\"}");
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @Test
    void aSampleOfEachKindIsJudgedOnceAndStandsForAll() {
        answers(30, "faq", 0.9);
        answers(2, "model", 0.4);
        models.always(says("RELEVANT"));
        int before = models.requests().size();
        assertThat(judging.run()).isEqualTo(4);
        assertThat(judging.run()).isZero();
        assertThat(models.requests().size() - before).isEqualTo(4);
        assertThat(by(Relevancy.Source.MODEL).labelled()).isEqualTo(4);
        assertThat(by(Relevancy.Source.MODEL).weights()).containsExactly(Map.entry(Relevance.RELEVANT, 32.0));
        assertThat(by(Relevancy.Source.PEOPLE).labelled()).isZero();
    }

    @Test
    void theModelReadsNeitherWhoAskedNorWhatTheBotThoughtOfItsAnswer() {
        answers(1, "model", 0.4321);
        models.always(says("PARTLY_RELEVANT"));
        assertThat(judging.run()).isEqualTo(1);
        String read = models.lastRequest().everything();
        assertThat(read).contains("where is my parcel?", "look at the tracking page", "[NAME_1]", "[EMAIL_1]")
                .doesNotContain("Quill", "zora@", "0.43");
        assertThat(models.lastRequest().body()).containsPattern("\"temperature\"\\s*:\\s*0");
    }

    @Test
    void whatCannotBeReadIsAskedForOnceMoreAndThenHasNoLabel() {
        answers(1, "faq", 0.9);
        models.always(new Reply.Says("Well, I like it."));
        int before = models.requests().size();
        assertThat(judging.run()).isEqualTo(1);
        assertThat(judging.run()).isZero();
        assertThat(models.requests().size() - before).isEqualTo(2);
        assertThat(by(Relevancy.Source.MODEL).labelled()).isZero();
    }

    @Test
    void anAnswerWaitsWhileTheModelFails() {
        answers(1, "faq", 0.9);
        models.always(Reply.fails(500));
        assertThat(judging.run()).isZero();
        models.always(says("NON_RELEVANT"));
        assertThat(judging.run()).isEqualTo(1);
        assertThat(by(Relevancy.Source.MODEL).share(Relevance.NON_RELEVANT)).isEqualTo(1);
    }

    @Test
    void overTheDaysBudgetNothingIsAsked() {
        answers(1, "faq", 0.9);
        models.always(says("RELEVANT"));
        int before = models.requests().size();
        jdbc.sql("insert into model_usage values (?, 'other', 'answer', 1, 1, 1, 1000000)").param(today).update();
        assertThat(judging.run()).isZero();
        assertThat(models.requests()).hasSize(before);
        assertThat(costs.isSpent()).isTrue();
        jdbc.sql("delete from model_usage").update();
        jdbc.sql("insert into model_usage values (?, 'fake-model', 'judge', 1, 99999, 1, 0)").param(today).update();
        assertThat(judging.run()).as("the judge's own").isZero();
        assertThat(models.requests()).hasSize(before);
    }

    @Test
    void whatACallTookIsCountedWithItsPrice() {
        answers(1, "faq", 0.9);
        models.always(says("RELEVANT"));
        judging.run();
        assertThat(costs.days(today, today)).singleElement().satisfies(one -> {
            assertThat(one.calls()).isEqualTo(1);
            assertThat(one.purpose()).isEqualTo("judge");
            assertThat(one.tokens()).isBetween(1L, 1_500L);
            assertThat(one.micros()).isEqualTo(one.tokensIn() + 2 * one.tokensOut());
        });
    }

    @Test
    void peopleRateWhatTheModelJudgedAndTakeItBack() {
        answers(3, "faq", 0.9);
        models.always(says("RELEVANT"));
        judging.run();
        jdbc.sql("delete from judgement_sample where judge = 'people'").update();
        jdbc.sql("delete from judgement where judge = 'people'").update();
        judging.run();
        assertThat(ratings.progress().left()).isEqualTo(3);
        long first = ratings.next("ann", 0).orElseThrow().message();
        assertThat(ratings.rate(first, Relevance.NON_RELEVANT, null, "ann")).isTrue();
        assertThat(ratings.rate(first, Relevance.RELEVANT, null, "bob")).as("rated already").isFalse();
        assertThat(by(Relevancy.Source.PEOPLE).share(Relevance.NON_RELEVANT)).isEqualTo(1);
        assertThat(by(Relevancy.Source.MODEL).share(Relevance.RELEVANT)).isEqualTo(1);
        assertThat(relevancy.agreement(today.minusDays(7)).common()).isEqualTo(1);
        assertThat(ratings.undo("bob")).isFalse();
        assertThat(ratings.undo("ann")).isTrue();
        assertThat(ratings.progress().left()).isEqualTo(3);
    }

    /**
     * Cohen, J. (1968), Weighted kappa, Psychological Bulletin 70, table 1: two judges put 200 cases into three kinds, and agree
     * on 70 percent where 41 would by chance.
     */
    @Test
    void agreementOfThreeLabelsIsCohensOwn() {
        Kappa kappa = Kappa.of(new long[][]{{88, 10, 2}, {14, 40, 6}, {18, 10, 12}});
        assertThat(kappa.common()).isEqualTo(200);
        assertThat(kappa.value()).isCloseTo(0.492, offset(0.0005)).isCloseTo((0.70 - 0.41) / (1 - 0.41), offset(1e-9));
    }

    /** Two by two, as encyclopedias show it: 35 of 50 alike, where half of them would be by chance. */
    @Test
    void agreementIsTrustedFromFiftyAnswersAndSixTenthsOn() {
        Kappa kappa = Kappa.of(new long[][]{{20, 5, 0}, {10, 15, 0}, {0, 0, 0}});
        assertThat(kappa.common()).isEqualTo(50);
        assertThat(kappa.value()).isCloseTo(0.4, offset(1e-9));
        assertThat(kappa.isTrusted()).isFalse();
        assertThat(Kappa.of(new long[][]{{25, 0}, {0, 25}}).isTrusted()).isTrue();
        assertThat(Kappa.of(new long[][]{{24, 0}, {0, 25}}).isTrusted()).as("49 are too few").isFalse();
        assertThat(Kappa.of(new long[3][3]).value()).isZero();
        assertThat(Kappa.of(new long[][]{{24, 6}, {4, 16}}).isTrusted()).as("0.590 is too little").isFalse();
        assertThat(Kappa.of(new long[][]{{25, 5}, {4, 16}}).isTrusted()).as("0.628 is enough").isTrue();
    }

    @Test
    void smallKindsAreTakenWholeAndTheOthersShareTheRest() {
        List<Candidate> all = Stream.concat(
                IntStream.range(0, 900).mapToObj(i -> new Candidate(i, "faq", 0.95, 1)),
                IntStream.range(900, 903).mapToObj(i -> new Candidate(i, "model", 0.2, 1))).toList();
        List<Strata.Chosen> chosen = Strata.choose(all, 50, new SplittableRandom(7));
        assertThat(chosen).hasSize(50).filteredOn(one -> one.message() >= 900).hasSize(3)
                .allMatch(one -> one.weight() == 1);
        assertThat(chosen.stream().mapToDouble(Strata.Chosen::weight).sum())
                .isCloseTo(903, offset(1e-6));
    }
}
