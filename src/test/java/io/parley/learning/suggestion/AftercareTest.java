package io.parley.learning.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Likeness;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.suggestion.Suggestion.Care;
import io.parley.learning.suggestion.Suggestion.Kind;
import io.parley.learning.suggestion.Suggestion.Wording;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Suggestions.Review;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first ten answers of a taught entry are kept for rating, and two thumbs down more than up make it a suggestion again. */
@ParleyTest(properties = {"parley.learning.enabled=false", "db-scheduler.enabled=false"})
class AftercareTest {
    private static final String LLAMAS = "Can I bring my llama to the pottery class?";
    private static final String YES = "Llamas are welcome in the yard behind the studio, on a lead.";
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
    private Likeness likeness;
    @Autowired
    private Knowledge knowledge;
    @Autowired
    private JdbcClient jdbc;

    private long suggestion;

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
    void twoThumbsDownMoreThanUpMakeItASuggestionAgain() {
        asks(1);
        asks(-1);
        asks(-1);
        aftercare.run();
        assertThat(isAnswered()).isTrue();
        assertThat(suggestions.count()).isZero();

        asks(-1);
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
    void whatIsTakenBackAndASuggestionAgainAreOneTransaction() {
        asks(-1);
        asks(-1);
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

    private void asks(int vote, String address) {
        try (ChatVisitor visitor = new ChatVisitor(port, address)) {
            visitor.ask(LLAMAS);
            if (vote != 0) {
                visitor.vote(vote);
            }
        }
    }
}
