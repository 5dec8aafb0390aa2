package io.parley.learning.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.actor.Actor;
import io.parley.fake.slack.FakeSlack;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Likeness;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.AgentRatings;
import io.parley.learning.suggestion.Suggestion.Care;
import io.parley.learning.suggestion.Suggestion.Kind;
import io.parley.learning.suggestion.Suggestion.Wording;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Suggestions.Review;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import io.parley.support.Team;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The first ten answers of a taught entry are kept for rating. Two thumbs down more than up of those who may teach, and two
 * agents who call it wrong, make it a suggestion again; strangers have it marked.
 */
@ParleyTest(properties = {"parley.learning.enabled=false", "db-scheduler.enabled=false",
        "parley.slack.bot-token=" + FakeSlack.BOT_TOKEN, "parley.slack.signing-secret=" + FakeSlack.SECRET,
        "parley.slack.staff=true"})
class AftercareTest {
    private static final String LLAMAS = "Can I bring my llama to the pottery class?";
    private static final String YES = "Llamas are welcome in the yard behind the studio, on a lead.";
    private static final FakeSlack slack = FakeSlack.start();
    private static int visitors;

    @LocalServerPort
    private int port;
    @Autowired
    private SuggestionRows rows;
    @Autowired
    private Suggestions suggestions;
    @Autowired
    private Aftercare aftercare;
    @Autowired
    private AgentRatings ratings;
    @Autowired
    private Likeness likeness;
    @Autowired
    private Knowledge knowledge;
    @Autowired
    private JdbcClient jdbc;

    private long suggestion;

    @DynamicPropertySource
    static void slack(DynamicPropertyRegistry properties) {
        properties.add("parley.slack.api-url", slack::url);
    }

    @AfterAll
    static void close() {
        slack.close();
    }

    @BeforeEach
    void publish() {
        suggestion = rows.add(new SuggestionRows.New(Kind.NEW, "open", wording(), null, new Care(List.of(), false),
                likeness.vector(LLAMAS)), InstantSource.system().instant());
        assertThat(suggestions.publish(new Review(suggestion, wording(), true, "ann"))).isEqualTo(Outcome.DONE);
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from suggestion").update();
        jdbc.sql("update message set said_at = said_at - interval '1 day' where faq_id is not null").update();
        StoredFaq.retire(jdbc, knowledge, "owner = 'ann'");
    }

    @Test
    void twoThumbsDownMoreThanUpOfTheStaffMakeItASuggestionAgain() {
        staffAsks(1);
        staffAsks(-1);
        staffAsks(-1);
        aftercare.run();
        assertThat(isAnswered()).isTrue();
        assertThat(suggestions.count()).isZero();

        staffAsks(-1);
        aftercare.run();
        aftercare.run();

        assertThat(isAnswered()).isFalse();
        assertThat(suggestions.open(0, 10)).singleElement().satisfies(open -> {
            assertThat(open.id()).isEqualTo(suggestion);
            assertThat(open.wording()).isEqualTo(wording());
        });
        assertThat(aftercare.takenBack(suggestion)).contains(new Thumbs(1, 3));
        assertThat(jdbc.sql("select actor || ' ' || detail from audit where deed = 'faq_taken_back'")
                .query(String.class).list()).contains("bot thumbs up: 1, down: 3");
        assertThat(jdbc.sql("select count(*) from regression_case where origin = 'published'").query(Integer.class)
                .single()).isZero();
        assertThat(jdbc.sql("select state from faq_entry where id = ?").param(entry().value()).query(String.class)
                .single()).isEqualTo("retired");

        assertThat(suggestions.publish(new Review(suggestion, wording(), true, "ann"))).isEqualTo(Outcome.DONE);
        aftercare.run();
        assertThat(isAnswered()).as("former thumbs are forgotten").isTrue();
        assertThat(aftercare.takenBack(suggestion)).isEmpty();
    }

    @Test
    void strangersThumbsMarkItAndTakeNothingBack() {
        asks(-1);
        aftercare.run();
        assertThat(aftercare.doubted(entry().value())).isEmpty();
        for (int i = 0; i < 7; i++) {
            asks(-1);
        }
        aftercare.run();
        aftercare.run();

        assertThat(isAnswered()).isTrue();
        assertThat(aftercare.doubted(entry().value())).contains(new Thumbs(0, 8));
    }

    @Test
    void twoAgentsWhoCallItWrongMakeItASuggestionAgain() {
        long ann = Team.agent(jdbc, "Ann of the aftercare").agent();
        long ben = Team.agent(jdbc, "Ben of the aftercare").agent();
        long answer = asks(0, "203.0.113." + ++visitors);
        long ticket = jdbc
                .sql("""
                        insert into ticket (conversation_id, reason, state, opened_at, waits_since)
                        select conversation_id, 'asked_for_person', 'waiting', now(), now() from message where id = ? returning id""")
                .param(answer).query(Long.class).single();
        assertThat(ratings.rate(ticket, answer, true, new Actor.Agent(ann))).isTrue();
        assertThat(ratings.rate(ticket, answer, true, new Actor.Agent(ann))).isTrue();
        aftercare.run();
        assertThat(isAnswered()).as("one agent who says so twice").isTrue();
        assertThat(ratings.rate(ticket, answer, true, new Actor.Agent(ben))).isTrue();
        assertThat(ratings.rate(ticket, answer, false, new Actor.Agent(ben))).isTrue();
        aftercare.run();
        assertThat(isAnswered()).as("one who took it back").isTrue();
        assertThat(ratings.wrong(ann, List.of(answer))).containsExactly(answer);
        assertThat(ratings.wrong(ben, List.of(answer))).isEmpty();

        ratings.rate(ticket, answer, true, new Actor.Agent(ben));
        aftercare.run();
        assertThat(isAnswered()).isFalse();
    }

    @Test
    void whatIsTakenBackAndASuggestionAgainAreOneTransaction() {
        staffAsks(-1);
        staffAsks(-1);
        jdbc.sql("""
                create or replace function breaks() returns trigger language plpgsql as $$
                begin raise 'broken off'; end $$""").update();
        jdbc.sql("create trigger breaks before update on suggestion for each row execute function breaks()").update();

        aftercare.run();
        assertThat(isAnswered()).isTrue();
        assertThat(suggestions.count()).isZero();
        jdbc.sql("drop trigger breaks on suggestion").update();

        aftercare.run();
        assertThat(isAnswered()).isFalse();
        assertThat(suggestions.count()).isEqualTo(1);
    }

    @Test
    void whoVotesFromOnePlaceUnderSeveralNamesCountsOnce() {
        for (int i = 0; i < 5; i++) {
            asks(-1, "198.51.100.7");
        }
        aftercare.run();
        assertThat(isAnswered()).isTrue();
        assertThat(aftercare.doubted(entry().value())).isEmpty();
    }

    @Test
    void onlyTheFirstTenAnswersCount() {
        for (int i = 0; i < 10; i++) {
            asks(0);
        }
        aftercare.run();
        for (int i = 0; i < 3; i++) {
            asks(-1);
        }
        aftercare.run();

        assertThat(isAnswered()).isTrue();
        assertThat(aftercare.samples(entry().value())).hasSize(10)
                .allMatch(one -> one.question().equals(LLAMAS) && one.votes() == 0);
    }

    @Test
    void whatSomebodyTookOutOfUseIsNotLookedAtAnyMore() {
        jdbc.sql("update faq_entry set state = 'draft' where id = ?").param(entry().value()).update();
        aftercare.run();
        assertThat(jdbc.sql("select ended_at is not null and not taken_back from aftercare where suggestion = ?")
                .param(suggestion).query(Boolean.class).single()).isTrue();
    }

    private static Wording wording() {
        return new Wording(LLAMAS, YES, List.of("Are llamas allowed at the pottery class?"), "en");
    }

    private static FaqId entry() {
        return FaqId.derivedFrom(LLAMAS);
    }

    private boolean isAnswered() {
        return knowledge.entry(entry()).isPresent();
    }

    private void asks(int vote) {
        asks(vote, "203.0.113." + ++visitors);
    }

    private long asks(int vote, String address) {
        try (ChatVisitor visitor = new ChatVisitor(port, address)) {
            long answer = visitor.ask(LLAMAS);
            if (vote != 0) {
                visitor.vote(vote);
            }
            return answer;
        }
    }

    /** A member of the staff's workspace judges an answer that somebody got. */
    private void staffAsks(int vote) {
        String member = "UMEMBER" + ++visitors;
        slack.workspace().member(member, "Mia", "mia@shop.example");
        jdbc.sql("""
                with who as (insert into participant (channel, external_id) values ('slack', ?) returning id)
                insert into verdict (message_id, participant_id, vote, via, changed_at)
                select ?, id, ?, 'button', now() from who""").param(member).param(asks(0, "203.0.113." + visitors))
                .param(vote).update();
        jdbc.sql("""
                update conversation set channel = 'slack' where id = (select conversation_id from message
                    order by id desc limit 1)""").update();
    }
}
