package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.Knowledge;
import io.parley.learning.Retraining;
import io.parley.support.StoredFaq;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What members of a workspace teach by their votes where it is the staff's. */
class StaffVotesTest extends SlackApplication {
    private static final List<String> WAYS = List.of("when may I drop in", "when can one drop in",
            "so when may I drop in",
            "when could I drop in", "when do I drop in");

    @Autowired
    private Retraining retraining;

    @Autowired
    private Knowledge knowledge;

    @BeforeEach
    void forgetWhatWasLearned() {
        jdbc.sql("truncate refit, refit_lesson, lesson, lesson_vote, regression_case").update();
        jdbc.sql("delete from faq_phrasing where origin = 'learned'").update();
        StoredFaq.readAll(jdbc, knowledge);
    }

    @AfterEach
    void leaveNothingBehind() {
        forgetWhatWasLearned();
    }

    @Test
    void fiveMembersTeachTogether() {
        agree("MEMBER");
        retraining.refit(false);

        assertThat(learned()).isNotEmpty().allMatch(WAYS::contains);
    }

    @Test
    void fiveGuestsTeachNothing() {
        for (int i = 0; i < WAYS.size(); i++) {
            slack.workspace().member("UGUEST" + i, "Gus " + i, "gus" + i + "@shop.example").put("is_restricted", true);
        }
        vote("GUEST");
        retraining.refit(false);

        assertThat(learned()).isEmpty();
    }

    private void agree(String kind) {
        for (int i = 0; i < WAYS.size(); i++) {
            slack.workspace().member("U" + kind + i, "Mia " + i, "mia" + i + "@shop.example");
        }
        vote(kind);
    }

    private void vote(String kind) {
        for (int i = 0; i < WAYS.size(); i++) {
            jdbc.sql(
                    """
                            with who as (insert into participant (channel, external_id) values ('slack', :who)
                                    on conflict (channel, external_id) do update set seen_at = now() returning id),
                                pair as (insert into lesson (entry, hash, text, revision)
                                    values ('opening-hours', sha256(convert_to(:text, 'UTF8')), :text, 1) returning id)
                            insert into lesson_vote (lesson, person, voice, said, said_at)
                            select pair.id, 'participant:' || who.id, 'slack:' || who.id, 'helpful', now() - :hours * interval '9 hours'
                            from who, pair""")
                    .param("who", "U" + kind + i).param("text", WAYS.get(i)).param("hours", i).update();
        }
    }

    private List<String> learned() {
        return jdbc.sql("select text from faq_phrasing where origin = 'learned' and kind = 'confirmed'")
                .query(String.class).list();
    }
}
