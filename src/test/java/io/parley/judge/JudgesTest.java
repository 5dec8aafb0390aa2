package io.parley.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.parley.answering.model.AnswerJudge;
import io.parley.answering.model.ConfiguredModel;
import io.parley.answering.model.JudgePrompts;
import io.parley.answering.model.ModelSettings;
import io.parley.answering.model.PlantedPersons;
import io.parley.answering.model.PlantedPersons.Planted;
import io.parley.cost.Costs;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.ModelRequest;
import io.parley.fake.model.Protocol;
import io.parley.fake.model.Reply;
import io.parley.hours.OfficeHours;
import io.parley.support.ParleyTest;
import io.parley.tracing.Steps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/** Several instances judge at the same time, the model hangs or is away, and nobody is told whom an answer is for. */
@ParleyTest(properties = {"parley.serving=false", "parley.llm.timeout=2s", "parley.cost.tokens-per-day=100000000"})
class JudgesTest {
    private static final FakeModels models = FakeModels.start();
    private static final int TOKENS = Protocol.TOKENS_IN + Protocol.TOKENS_OUT;
    private static final Pattern NUMBERED = Pattern.compile("parcel called x[a-j]+x");

    @Autowired
    private SampleRows sampleRows;

    @Autowired
    private JudgementRows rows;

    @Autowired
    private GivenAnswers answers;

    @Autowired
    private ModelSettings model;

    @Autowired
    private Costs costs;

    @Autowired
    private OfficeHours hours;

    @Autowired
    private InstantSource clock;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    private int before;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        properties.add("parley.llm.provider", () -> "openai");
        properties.add("parley.llm.base-url", () -> models.baseUrl(Protocol.OPENAI));
        properties.add("parley.llm.api-key", () -> FakeModels.KEY);
        properties.add("parley.llm.model", () -> FakeModels.MODEL);
    }

    int persons() {
        return 60;
    }

    @BeforeEach
    void begin() {
        jdbc.sql("truncate judgement, judgement_sample, model_usage").update();
        jdbc.sql("update message set deleted_at = now() where deleted_at is null").update();
        before = models.requests().size();
        models.always(new Reply.Says("{\"label\": \"RELEVANT\", \"why\": \"It says so.\"}"));
    }

    /** An instance with a connection to the model of its own. */
    private Judging instance(JudgeSettings settings, ModelSettings connection) {
        AnswerJudge judge = ConfiguredModel.judge(ModelSettings.Provider.OPENAI, connection,
                JudgePrompts.read("classpath:prompts/", new DefaultResourceLoader()), clock, costs,
                Steps.unobserved());
        return new Judging(new Samples(sampleRows, settings, judge, hours, clock, transactions), rows, answers, judge,
                settings, hours, clock);
    }

    private Judging instance(int perDay, long tokensPerDay) {
        return instance(new JudgeSettings(perDay, 0, tokensPerDay), model);
    }

    private long answer(String asked, String given, String name) {
        return jdbc.sql(
                """
                        with talk as (insert into conversation (channel, thread, address)
                                      values ('web', gen_random_uuid(), 'here') returning id),
                        who as (insert into participant (channel, external_id, name)
                                values ('web', gen_random_uuid(), :name) returning id),
                        asked as (insert into message (conversation_id, channel, author, participant_id, text, said_at)
                                  select talk.id, 'web', 'participant', who.id, :asked, now() from talk, who
                                  returning id, conversation_id)
                        insert into message (conversation_id, channel, author, text, said_at, source, confidence,
                            answers_message, answers_revision)
                        select conversation_id, 'web', 'bot', :given, now(), 'faq', 0.9, id, 0 from asked returning id""")
                .param("name", name).param("asked", asked).param("given", given).query(Long.class).single();
    }

    /** Answers whose questions can be told apart. */
    private void answers(int count) {
        for (int i = 0; i < count; i++) {
            String word = Integer.toString(100 + i).chars().mapToObj(digit -> Character.toString('a' + digit - '0'))
                    .collect(Collectors.joining());
            answer("Where is the parcel called x" + word + "x?", "Look at the tracking page.", "Zora Quill");
        }
    }

    private List<ModelRequest> asked() {
        List<ModelRequest> all = models.requests();
        return all.subList(before, all.size());
    }

    /** How often the model was asked about each answer. */
    private Map<String, Long> askedAbout() {
        return asked().stream()
                .map(request -> NUMBERED.matcher(request.everything()).results().findFirst().orElseThrow().group())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private int count(String where) {
        return jdbc.sql("select count(*) from judgement where " + where).query(Integer.class).single();
    }

    private long tokens() {
        return jdbc.sql("select coalesce(sum(tokens_in + tokens_out), 0) from model_usage where purpose = 'judge'")
                .query(Long.class).single();
    }

    private void together(Judging... instances) {
        try (ExecutorService threads = Executors.newFixedThreadPool(instances.length)) {
            List.of(instances).stream().map(one -> CompletableFuture.runAsync(() -> {
                while (one.run() > 0) {
                }
            }, threads)).toList().forEach(CompletableFuture::join);
        }
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @Test
    void twoInstancesJudgeEachAnswerOnceAndNoMoreThanTheNumberOfADay() {
        answers(90);
        models.always(new Reply.Late(Duration.ofMillis(5),
                new Reply.Says("{\"label\": \"RELEVANT\", \"why\": \"It says so.\"}")));
        together(instance(60, 200_000), instance(60, 200_000));
        assertThat(askedAbout()).hasSize(60).allSatisfy((about, times) -> assertThat(times).as(about).isEqualTo(1));
        assertThat(count("label = 'RELEVANT'")).isEqualTo(60);
        assertThat(jdbc.sql("select sum(weight) from judgement").query(Double.class).single()).isEqualTo(90);
        assertThat(tokens()).isEqualTo(60L * TOKENS);
    }

    @Test
    void twoInstancesKeepWithinTheTokensOfADay() {
        answers(60);
        long budget = 12_000;
        together(instance(60, budget), instance(60, budget));
        assertThat(tokens()).isEqualTo((long) asked().size() * TOKENS).isBetween(budget / 2, budget);
        assertThat(askedAbout().values()).containsOnly(1L);
        assertThat(count("label is not null")).isEqualTo(asked().size()).isLessThan(60);
        assertThat(count("judged_at is null")).as("they wait for tomorrow").isEqualTo(60 - asked().size());
        assertThat(costs.isSpent()).as("customers' budget is another").isFalse();
    }

    @Test
    void withoutTokensNothingIsAsked() {
        answers(1);
        assertThat(instance(60, 0).run()).isZero();
        assertThat(asked()).isEmpty();
    }

    @Test
    void aModelThatHangsIsAskedThreeTimesAndWhatThatMayCostIsCounted() {
        answers(1);
        models.always(Reply.hangs());
        Judging judging = instance(60, 200_000);
        for (int i = 1; i <= 3; i++) {
            assertThat(judging.run()).isZero();
            assertThat(asked()).hasSize(i);
            assertThat(tokens()).as("as much as was set aside").isGreaterThan(i * 2_000L);
        }
        assertThat(judging.run()).isZero();
        assertThat(asked()).hasSize(3);
        assertThat(count("judged_at is not null and label is null and tries = 3")).isEqualTo(1);
    }

    @Test
    void aModelThatIsAwayCostsNothingAndIsAskedWhenItIsBack() {
        answers(2);
        String away;
        try (FakeModels gone = FakeModels.start()) {
            away = gone.baseUrl(Protocol.OPENAI);
        }
        assertThat(instance(new JudgeSettings(60, 0, 200_000), new ModelSettings("openai", away, FakeModels.KEY,
                FakeModels.MODEL, Duration.ofSeconds(2), 1, 2_000)).run()).isZero();
        assertThat(tokens()).isZero();
        assertThat(count("tries = 1 and judged_at is null")).isEqualTo(1);
        assertThat(instance(60, 200_000).run()).isEqualTo(2);
        assertThat(count("label = 'RELEVANT'")).isEqualTo(2);
    }

    static Stream<Arguments> failures() {
        return Stream.of(arguments(new Reply.BreaksOff(), false), arguments(Reply.fails(502), false),
                arguments(Reply.fails(504), false), arguments(new Reply.Garbage("<html>"), false),
                arguments(new Reply.Garbage("{}"), false),
                arguments(Reply.fails(524), false),
                arguments(Reply.fails(500), true), arguments(Reply.fails(503), true), arguments(Reply.fails(401), true),
                arguments(Reply.rateLimits(60), true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aCallThatMayHaveBeenAnsweredCounts(Reply reply, boolean free) {
        answers(1);
        models.always(reply);
        instance(60, 200_000).run();
        assertThat(asked()).hasSize(1);
        assertThat(tokens()).matches(tokens -> free ? tokens == 0 : tokens > 2_000, free ? "free" : "set aside");
    }

    @Test
    void whatAnInstanceTookBeforeItDiedIsNotJudgedAgain() {
        answers(2);
        Judging judging = instance(60, 200_000);
        models.always(Reply.fails(500));
        assertThat(judging.run()).isZero();
        long first = jdbc.sql("select message_id from judgement where tries = 0").query(Long.class).single();
        assertThat(rows.take(first, clock.instant())).isTrue();
        assertThat(rows.take(first, clock.instant())).as("taken already").isFalse();
        models.always(new Reply.Says("{\"label\": \"RELEVANT\", \"why\": \"It says so.\"}"));
        assertThat(judging.run()).isEqualTo(1);
        assertThat(count("label is null and judged_at is not null and message_id = " + first)).isEqualTo(1);
    }

    @Test
    void thoseWhoAreErasedAreNotJudged() {
        answers(3);
        Judging judging = instance(60, 200_000);
        models.always(Reply.fails(500));
        judging.run();
        assertThat(count("judged_at is null")).isEqualTo(3);
        jdbc.sql("update participant set erasing_at = now()").update();
        models.always(new Reply.Says("{\"label\": \"RELEVANT\", \"why\": \"It says so.\"}"));
        before = models.requests().size();
        judging.run();
        assertThat(asked()).isEmpty();
        assertThat(count("label is not null")).isZero();
        answers(2);
        jdbc.sql("update participant set erasing_at = now()").update();
        jdbc.sql("truncate judgement, judgement_sample").update();
        judging.run();
        assertThat(count("true")).as("nor are they sampled").isZero();
        jdbc.sql("update participant set erasing_at = null").update();
    }

    @Test
    void theModelIsToldNothingOfPersons() {
        List<Planted> persons = PlantedPersons.of(persons());
        persons.forEach(person -> answer(
                "Hello, I am %s. I live at %s and my account is %s. Where is my %s?".formatted(person.name(),
                        person.street(), person.iban(), person.order()),
                "Dear %s, we write to %s or call %s about %s.".formatted(person.name(), person.mail(),
                        person.phone(), person.order()),
                person.name()));
        together(instance(persons(), 2_000_000));
        assertThat(asked()).hasSize(persons());
        String sent = asked().stream().map(ModelRequest::body).collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
        assertThat(sent).contains("[name_1]", "[phone_1]", "[email_1]", "[order_1]", "[address_1]");
        assertThat(persons.stream().flatMap(Planted::secrets).distinct().filter(own -> Pattern
                .compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(own.toLowerCase(Locale.ROOT)) + "(?![\\p{L}\\p{N}])")
                .matcher(sent).find())).isEmpty();
    }
}
