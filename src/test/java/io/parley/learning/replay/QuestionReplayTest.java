package io.parley.learning.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.answering.Answering;
import io.parley.answering.Choices;
import io.parley.answering.FaqAnswer;
import io.parley.answering.Question;
import io.parley.knowledge.Attempt;
import io.parley.knowledge.FaqGrowth;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.RealQuestions;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import io.parley.knowledge.search.Thresholds.Band;
import io.parley.learning.replay.Effect.Moved;
import io.parley.learning.replay.Effect.Named;
import io.parley.settings.Live;
import io.parley.settings.Setting;
import io.parley.settings.SettingChange;
import io.parley.settings.Settings;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An entry is tried on known questions before it is published. */
@ParleyTest(properties = {"parley.limits.tickets-per-address=1000", "parley.learning.enabled=false"})
class QuestionReplayTest {
    private static final String GIFT = "gift-wrapping";
    private static final String PRESENT = "Can you wrap my plant as a birthday present?";
    private static final EntryContent PRESENTS = entry("Do you wrap plants as birthday presents?",
            "Plants are wrapped as birthday presents in the shop on Saturdays.",
            "Could my plant be wrapped as a birthday present?", "I want a plant wrapped as a birthday present");

    private ChatVisitor visitor = new ChatVisitor(0);

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Knowledge knowledge;
    @Autowired
    Teaching teaching;
    @Autowired
    FaqGrowth growth;
    @Autowired
    Search search;
    @Autowired
    QuestionReplay replay;
    @Autowired
    Live<Thresholds> thresholds;
    @Autowired
    Settings settings;
    @Autowired
    Answering answering;

    private static EntryContent entry(String question, String answer, String... ways) {
        return new EntryContent(new FaqEntry(FaqId.derivedFrom(question), question, answer, "", "", null, "test", null,
                "en", FaqEntry.State.PUBLISHED, 1), List.of(ways), List.of());
    }

    /** Customers of other tests asked nothing. */
    @BeforeEach
    void clear() {
        jdbc.sql("update message set said_at = said_at - interval '91 days' where author = 'participant'").update();
        jdbc.sql("delete from regression_case").update();
    }

    @AfterEach
    void forget() {
        settings.all().stream().filter(one -> one.value() != null)
                .forEach(one -> settings.change(one, null, one.revision(), "a test"));
        StoredFaq.retire(jdbc, knowledge, "owner = 'test'");
        visitor.close();
    }

    @Test
    void aQuestionThatGetsItsFirstAnswerIsNewlyAnswered() {
        ask("Are llamas allowed in the pottery class?");

        Effect effect = replay.of(entry("Can I bring my llama to the pottery class?", "Llamas are welcome in the yard.",
                "are llamas allowed in class", "llama at the pottery course"));

        assertThat(effect.asked()).isEqualTo(1);
        assertThat(effect.newly()).singleElement().satisfies(moved -> {
            assertThat(moved.question()).isEqualTo("Are llamas allowed in the pottery class?");
            assertThat(moved.from()).isNull();
            assertThat(to(moved)).isEqualTo("Can I bring my llama to the pottery class?");
        });
        assertThat(effect.changed()).isEmpty();
        assertThat(effect.stolen()).isEmpty();
        assertThat(effect.lost()).isEmpty();
    }

    @Test
    void aQuestionIsStolenFromAnAnswerThatHelped() {
        assertThat(ask(PRESENT)).as("answered by").isEqualTo(GIFT);
        assertThat(replay.of(PRESENTS).changed()).extracting(Moved::question).containsExactly(PRESENT);
        assertThat(replay.of(PRESENTS).stolen()).isEmpty();

        visitor.vote(1);
        Effect effect = replay.of(PRESENTS);
        assertThat(effect.changed()).isEmpty();
        assertThat(effect.stolen()).singleElement().satisfies(moved -> {
            assertThat(moved.from()).isEqualTo(new Named(GIFT, "Do you offer gift wrapping?"));
            assertThat(to(moved)).isEqualTo("Do you wrap plants as birthday presents?");
        });

        visitor.vote(-1);
        assertThat(replay.of(PRESENTS).stolen()).isEmpty();
    }

    @Test
    void aQuestionIsStolenFromTheEntryThatAnAgentNamed() {
        ask(PRESENT);
        jdbc.sql(
                """
                        with added as (insert into lesson (entry, hash, text) values ('gift-wrapping', '\\x00', 'x') returning id)
                        insert into lesson_vote (lesson, person, said, message, said_at)
                        select added.id, 'agent:test', 'named', (select max(id) from message where author = 'participant'), now()
                        from added""")
                .update();

        assertThat(replay.of(PRESENTS).stolen()).extracting(Moved::question).containsExactly(PRESENT);
        jdbc.sql("delete from lesson_vote where person = 'agent:test'").update();
        jdbc.sql("delete from lesson where text = 'x'").update();
    }

    @Test
    void aRegressionCaseIsLost() {
        jdbc.sql("""
                insert into regression_case (text, hash, expected, origin, added_at)
                values (?, '\\x01', 'gift-wrapping', 'file', now())""").param(PRESENT).update();
        assertThat(replay.of(PRESENTS).lost()).singleElement().satisfies(moved -> {
            assertThat(moved.question()).isEqualTo(PRESENT);
            assertThat(moved.from()).isEqualTo(new Named(GIFT, "Do you offer gift wrapping?"));
        });

        ask(PRESENT);
        assertThat(replay.of(PRESENTS).stolen()).extracting(Moved::question).containsExactly(PRESENT);
    }

    @Test
    void aQuestionThatNoEntryAnswersIsLostWhenOneDoes() {
        jdbc.sql("""
                insert into regression_case (text, hash, expected, origin, added_at)
                values ('Are llamas allowed in the pottery class?', '\\x02', null, 'file', now())""").update();
        assertThat(replay.of(entry("Can I bring my llama to the pottery class?", "Llamas are welcome in the yard.",
                "are llamas allowed in class", "llama at the pottery course")).lost()).hasSize(1);
    }

    @Test
    void theFaqsOwnQuestionsAreCases() {
        Effect effect = replay.of(entry("Do you offer gift wrapping, and where?", "In the shop at the corner.",
                "Do you offer gift wrapping at all?", "do you offer gift wrapping please"));
        assertThat(effect.cases()).isEqualTo(knowledge.published());
        assertThat(effect.lost()).extracting(Moved::question).contains("Do you offer gift wrapping?");
    }

    @Test
    void whatIsOldOrDeletedOrNoQuestionIsNotAsked() {
        ask("Are llamas allowed in the pottery class?");
        ask("are llamas allowed in the pottery class");
        ask("Thank you very much!");
        ask("I want to talk to a human please");
        assertThat(replay.of(PRESENTS).asked()).as("once each").isEqualTo(1);

        jdbc.sql(
                "update message set text = '', deleted_at = now() where author = 'participant' and text ilike 'are llamas%'")
                .update();
        assertThat(replay.of(PRESENTS).asked()).isZero();
    }

    @Test
    void nobodyIsNamedInWhatIsShown() {
        ask("I am Ann Miller, mail ann.miller@example.org, are llamas allowed in the pottery class?");
        Effect effect = replay.of(entry("Can I bring my llama to the pottery class?", "Llamas are welcome in the yard.",
                "are llamas allowed in class", "are llamas allowed in the pottery class"));

        assertThat(effect.toString()).doesNotContain("Miller", "ann.miller");
        assertThat(effect.newly()).hasSize(1);
    }

    /** So what is tried is what will be. */
    @Test
    void theFaqAnswersAsItWasTriedOnceItIsPublished() {
        List<String> questions = jdbc.sql("select text from faq_phrasing where kind in ('question', 'alternative')")
                .query(String.class).list();
        assertThat(questions).hasSizeGreaterThan(100);
        List<Best> before;
        List<Best> tried;
        try (Attempt attempt = teaching.attempt(PRESENTS)) {
            before = answers(attempt.before(), questions);
            tried = answers(attempt.after(), questions);
        }
        assertSame(before, answers(search, questions));

        assertThat(growth.add(PRESENTS.entry(), PRESENTS.alternatives(), "ann")).isTrue();
        teaching.embed();
        knowledge.refresh();
        List<Best> now = answers(search, questions);
        assertSame(tried, now);
        assertThat(now).isNotEqualTo(before);
    }

    /** The likeliest entry for a question. */
    private record Best(FaqId entry, double confidence) {}

    /** A text's vector differs in its last digits by the texts that go through the model with it. */
    private static void assertSame(List<Best> some, List<Best> others) {
        assertThat(some).extracting(Best::entry).isEqualTo(others.stream().map(Best::entry).toList());
        for (int i = 0; i < some.size(); i++) {
            assertThat(some.get(i).confidence()).isCloseTo(others.get(i).confidence(), within(1e-5));
        }
    }

    @Test
    void withOtherThresholdsQuestionsAreTreatedAsTheBotThenWould() {
        List<String> questions = jdbc
                .sql("select text from faq_phrasing where kind = 'alternative' order by id limit 60")
                .query(String.class).list();
        ask("Are llamas allowed in the pottery class?");
        askEach(Stream.concat(questions.stream(), RealQuestions.distinct(60).stream()).toArray(String[]::new));
        Thresholds now = thresholds.now();
        Thresholds wanted = new Thresholds(0.9, 0.4, now.close());

        ThresholdEffect effect = replay.of(wanted);

        assertThat(effect.before()).isEqualTo(treated(now)).isNotEqualTo(effect.after())
                .allSatisfy((band, number) -> assertThat(number).as(band.word()).isPositive());
        assertThat(effect.after()).isEqualTo(treated(wanted));
        assertThat(effect.examples()).hasSize(10).allMatch(one -> one.from() != one.to());
    }

    /** How the bot treats all questions that were asked of late, by itself. */
    private Map<Band, Integer> treated(Thresholds by) {
        set("parley.confidence.answer", by.answer());
        set("parley.confidence.choices", by.choices());
        Map<Band, Integer> treated = new EnumMap<>(Band.class);
        jdbc.sql(
                "select distinct lower(text) from message where author = 'participant' and said_at > now() - interval '1 day'")
                .query(String.class).list()
                .forEach(text -> treated.merge(switch (answering.answer(Question.of(text))) {
                    case FaqAnswer _ -> Band.ANSWER;
                    case Choices _ -> Band.CHOICES;
                    default -> Band.HANDOFF;
                }, 1, Integer::sum));
        return treated;
    }

    private void set(String key, double value) {
        Setting before = settings.find(key).orElseThrow();
        assertThat(settings.change(before, Double.toString(value), before.revision(), "a test"))
                .isInstanceOf(SettingChange.Done.class);
    }

    @Test
    void thresholdsThatStayMoveNothing() {
        assertThat(replay.of(thresholds.now()).asked()).isZero();
        ask(PRESENT);
        ThresholdEffect effect = replay.of(thresholds.now());
        assertThat(effect.asked()).isEqualTo(1);
        assertThat(effect.moved()).isZero();
        assertThat(effect.before()).isEqualTo(effect.after());
    }

    @Test
    void nothingIsStored() {
        ask(PRESENT);
        String before = stored();
        replay.of(PRESENTS);
        assertThat(stored()).isEqualTo(before);
        assertThat(search.search(PRESENT, 1).getFirst().entry().id().value()).isEqualTo(GIFT);
    }

    @Test
    @Tag("bench")
    void aThousandQuestionsTakeSeconds() {
        askEach(RealQuestions.distinct(1_200).toArray(String[]::new));
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            Effect effect = replay.of(PRESENTS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("%d questions and %d cases tried in %.2f s%n", effect.asked(), effect.cases(), seconds);
            assertThat(effect.asked()).isGreaterThan(900);
            assertThat(seconds).isLessThan(5);
            begin = System.nanoTime();
            ThresholdEffect other = replay.of(new Thresholds(0.7, 0.2, 0.05));
            seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("Other thresholds tried on %d questions in %.2f s%n", other.asked(), seconds);
            assertThat(seconds).isLessThan(5);
        }
    }

    private String stored() {
        return jdbc.sql("""
                select (select count(*) from faq_entry) || ' ' || (select count(*) from faq_phrasing) || ' '
                    || (select number from faq_change)""").query(String.class).single();
    }

    private static List<Best> answers(Search search, List<String> questions) {
        return questions.stream().map(question -> search.search(question, 1).getFirst())
                .map(hit -> new Best(hit.entry().id(), hit.confidence().value())).toList();
    }

    private static String to(Moved moved) {
        Named to = moved.to();
        return to == null ? "" : to.question();
    }

    /** Each by another person. */
    private void askEach(String... questions) {
        jdbc.sql("""
                with asked as (select text, gen_random_uuid()::text as who from unnest(?) text),
                    people as (insert into participant (channel, external_id, origin) select 'web', who, who from asked
                        returning id, external_id)
                insert into message (conversation_id, participant_id, author, text, said_at, channel)
                select (select max(id) from conversation), people.id, 'participant', text, now(), 'web'
                from asked join people on people.external_id = asked.who""").param(questions).update();
    }

    @Test
    void oneVotersQuestionsAreFiveAtMost() {
        for (int i = 0; i < 8; i++) {
            ask("Where is my order number " + "abcdefgh".charAt(i) + "?");
        }
        assertThat(replay.of(PRESENTS).asked()).isEqualTo(5);
        askEach("Where is my order, please?");
        assertThat(replay.of(PRESENTS).asked()).isEqualTo(6);
        assertThat(replay.answered().questions()).hasSize(5);
    }

    /** The entry by which a new customer is answered; none where that is empty. */
    private String ask(String question) {
        visitor = new ChatVisitor(port);
        return jdbc.sql("select coalesce(faq_id, '') from message where id = ?").param(visitor.ask(question))
                .query(String.class).single();
    }
}
