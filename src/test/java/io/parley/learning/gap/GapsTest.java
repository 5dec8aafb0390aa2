package io.parley.learning.gap;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.FaqGrowth;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.suggestion.Publisher;
import io.parley.learning.suggestion.Suggestion;
import io.parley.learning.suggestion.Suggestions;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Like questions that the bot did not answer are a gap of the FAQ. */
@ParleyTest(properties = {"parley.limits.tickets-per-address=1000", "parley.learning.enabled=false"})
class GapsTest {
    private static final String YARD = "Llamas are welcome in the yard behind the studio, on a lead.";
    private static final List<String> LLAMAS = List.of("Can I bring my llama to the pottery class?",
            "May I bring a llama to the pottery class?", "Is my llama allowed at the pottery class?");
    private static int visitors;

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Gaps gaps;
    @Autowired
    Suggestions suggestions;
    @Autowired
    Publisher publisher;
    @Autowired
    FaqGrowth growth;
    @Autowired
    Teaching teaching;
    @Autowired
    Knowledge knowledge;

    /** Other tests' customers asked nothing. */
    @BeforeEach
    void clear() {
        jdbc.sql("update message set said_at = said_at - interval '31 days' where author = 'participant'").update();
        for (String table : List.of("gap_question", "gap", "gap_progress", "suggestion")) {
            jdbc.sql("delete from " + table).update();
        }
    }

    @AfterEach
    void forget() {
        StoredFaq.retire(jdbc, knowledge, "owner in ('test', 'kim')");
    }

    @Test
    void whatThreePeopleAskIsAGap() {
        ask(LLAMAS);
        ask(List.of("Do you rent out submarines?"));
        gaps.look();

        assertThat(gaps.shown(0, 10)).singleElement().satisfies(gap -> {
            assertThat(gap.examples()).containsExactlyInAnyOrderElementsOf(LLAMAS);
            assertThat(gap.size()).isEqualTo(new Gap.Size(3, 3));
            assertThat(gap.isLarge()).isFalse();
            assertThat(gap.suggestion()).isNull();
        });
        assertThat(gaps.single(10)).containsExactly("Do you rent out submarines?");
    }

    @Test
    void whatOneAsksAgainAndAgainIsNone() {
        for (int i = 0; i < 30; i++) {
            ask(LLAMAS.get(i % 3), "192.0.2.1");
        }
        gaps.look();

        assertThat(gaps.shown(0, 10)).isEmpty();
        assertThat(jdbc.sql("select count(*) from gap_question").query(Integer.class).single()).isEqualTo(20);
    }

    @Test
    void whatWasAskedBeforeAWeekCountsForTheMonthOnly() {
        ask(LLAMAS);
        jdbc.sql("update message set said_at = said_at - interval '8 days' where text = ? and deleted_at is null")
                .param(LLAMAS.getFirst()).update();
        gaps.look();

        assertThat(gaps.shown(0, 10)).extracting(Gap::size).containsExactly(new Gap.Size(2, 3));
    }

    @Test
    void nobodyCanBeKnownByIt() {
        ask(List.of("I am Ann Miller, mail ann.miller@example.org, can I bring my llama to the pottery class?",
                LLAMAS.get(1), LLAMAS.get(2)));
        gaps.look();

        assertThat(gaps.shown(0, 10)).singleElement().asString().doesNotContain("Miller", "ann.miller");
        assertThat(jdbc.sql("select string_agg(q::text, ' ') from gap_question q").query(String.class).single())
                .doesNotContain("Miller", "ann.miller");
    }

    @Test
    void anAnswerThatDidNotHelpIsAGapThoughTheFaqHasIt() {
        for (int i = 0; i < 3; i++) {
            try (ChatVisitor visitor = visitor()) {
                visitor.ask("Do you offer gift wrapping?");
                visitor.vote(-1);
            }
        }
        gaps.look();

        assertThat(gaps.shown(0, 10)).singleElement().satisfies(gap -> {
            assertThat(gap.title()).isEqualTo("Do you offer gift wrapping?");
            assertThat(gap.near()).extracting(Gap.Near::entry).isEqualTo("gift-wrapping");
        });
    }

    @Test
    void noVoteHidesBehindAThousandOthers() {
        ask(LLAMAS);
        jdbc.sql("update message set reason = null where said_at > now() - interval '1 hour' and author = 'bot'")
                .update();
        jdbc.sql("""
                with voter as (insert into participant (channel, external_id)
                        select 'web', gen_random_uuid()::text from generate_series(1, 1200) returning id),
                    answer as (select id from message
                        where author = 'bot' and answers_message is not null order by id desc limit 3),
                    written as (insert into verdict_history (message_id, participant_id, vote, via, changed_at)
                        select answer.id, voter.id, -1, 'button', now() - interval '1 day' from answer, voter
                        order by answer.id)
                insert into verdict (message_id, participant_id, vote, via, changed_at)
                select answer.id, voter.id, -1, 'button', now() - interval '1 day' from answer, voter""").update();

        gaps.look();

        assertThat(only().size()).isEqualTo(new Gap.Size(3, 3));
    }

    @Test
    void whatTheFaqAnswersByNowIsNoGap() {
        ask(LLAMAS);
        gaps.look();
        assertThat(gaps.shown(0, 10)).hasSize(1);

        growth.add(
                new FaqEntry(FaqId.derivedFrom(LLAMAS.getFirst()), LLAMAS.getFirst(), YARD, "", "", null, "test", null,
                        "en", FaqEntry.State.PUBLISHED, 1),
                LLAMAS.subList(1, 3), "ann");
        teaching.embed();
        gaps.look();
        assertThat(gaps.shown(0, 10)).isEmpty();
        assertThat(jdbc.sql("select (select count(*) from gap) + (select count(*) from gap_question)")
                .query(Integer.class).single()).isZero();
    }

    @Test
    void anIgnoredOneStaysAwayWithWhatIsLikeIt() {
        ask(LLAMAS);
        gaps.look();
        assertThat(gaps.ignore(only().id(), "kim")).isTrue();
        ask(List.of("Could I bring my llama along to the pottery class?", "Can my llama come to the pottery class?",
                "Is it ok to bring my llama to the pottery class?"));
        gaps.look();

        assertThat(gaps.shown(0, 10)).isEmpty();
        assertThat(jdbc.sql("select count(*) from gap_question where gap is not null").query(Integer.class).single())
                .isEqualTo(6);
        assertThat(gaps.ignore(1_000_000, "kim")).isFalse();
    }

    @Test
    void whatSomebodyPutTogetherStaysTogether() {
        ask(LLAMAS);
        ask(List.of("Do you rent out submarines?", "Do you rent out a submarine?",
                "Do you also rent out submarines?"));
        gaps.look();
        List<Gap> two = gaps.shown(0, 10);
        assertThat(two).hasSize(2);
        assertThat(gaps.join(two.getFirst().id(), two.getFirst().id(), "kim")).isFalse();
        assertThat(gaps.join(two.getFirst().id(), two.getLast().id(), "kim")).isTrue();
        assertThat(gaps.join(two.getFirst().id(), two.getLast().id(), "kim")).isFalse();
        ask(List.of("Could I bring my llama along to the pottery class?"));
        gaps.look();

        assertThat(only().size().month()).isGreaterThanOrEqualTo(6);
        assertThat(only().id()).isEqualTo(two.getLast().id());
    }

    @Test
    void anAnswerToItIsReviewedLikeAnyOther() {
        ask(LLAMAS);
        gaps.look();
        long gap = only().id();
        long id = gaps.answer(gap, YARD, "kim").orElseThrow();

        Suggestion made = suggestions.find(id).orElseThrow();
        assertThat(made.wording().answer()).isEqualTo(YARD);
        assertThat(made.wording().ways()).hasSize(2).doesNotContain(made.wording().question());
        assertThat(suggestions.sources(id)).hasSize(3).allSatisfy(source -> {
            assertThat(source.ticket()).isNull();
            assertThat(source.agent()).isEqualTo("kim");
        });
        assertThat(only().suggestion()).isEqualTo(id);

        assertThat(publisher.decide(new Publisher.Wish(new Suggestions.Review(id, made.wording(), true, "kim"),
                Publisher.As.ENTRY, null), Publisher.Assent.NONE).outcome()).isEqualTo(Suggestions.Outcome.DONE);
        assertThat(gaps.shown(0, 10)).as("at once").isEmpty();
        gaps.look();
        assertThat(jdbc.sql("select count(*) from gap").query(Integer.class).single()).isZero();
        assertThat(gaps.answer(gap, YARD, "kim")).isEmpty();
    }

    @Test
    void aQuestionThatIsDeletedOrEditedGoes() {
        ask(LLAMAS);
        gaps.look();
        jdbc.sql("update message set text = '', deleted_at = now() where text = ?").param(LLAMAS.get(0)).update();
        jdbc.sql("update message set text = 'Hello', revision = 1 where text = ?").param(LLAMAS.get(1)).update();
        gaps.look();

        assertThat(jdbc.sql("select text from gap_question").query(String.class).list()).containsExactly(LLAMAS.get(2));
    }

    @Test
    void aWishForAPersonIsNone() {
        ask(List.of("I want to talk to a human please", "I want to talk to a person please", "human please"));
        gaps.look();
        assertThat(jdbc.sql("select count(*) from gap_question").query(Integer.class).single()).isZero();
    }

    private Gap only() {
        List<Gap> shown = gaps.shown(0, 10);
        assertThat(shown).hasSize(1);
        return shown.getFirst();
    }

    private ChatVisitor visitor() {
        return new ChatVisitor(port, "198.51.100." + (++visitors % 250 + 1));
    }

    private void ask(List<String> questions) {
        for (String question : questions) {
            try (ChatVisitor visitor = visitor()) {
                visitor.ask(question);
            }
        }
    }

    private void ask(String question, String address) {
        try (ChatVisitor visitor = new ChatVisitor(port, address)) {
            visitor.ask(question);
        }
    }
}
