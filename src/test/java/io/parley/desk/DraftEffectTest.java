package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.Knowledge;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An agent sees what a suggestion would do to known questions, and needs a second click where that is bad. */
@ParleyTest
class DraftEffectTest {
    private static final String PRESENT = "Can you wrap my plant as a birthday present?";
    private static final String QUESTION = "Do you wrap plants as birthday presents?";
    private static final String ANSWER = "Plants are wrapped as birthday presents in the shop on Saturdays.";
    private static final String WAYS = "Could my plant be wrapped as a birthday present?\n"
            + "I want a plant wrapped as a birthday present";
    private static final String PAGE = "/desk/drafts";
    private static final Pattern ASSENT = Pattern.compile("id=\"assent\"[^>]* value=\"([0-9a-f]{16})\"");

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Knowledge knowledge;

    private DeskClient ann;
    private String publish;

    /** Customers of other tests asked nothing. */
    @BeforeEach
    void start() {
        jdbc.sql("update message set said_at = said_at - interval '91 days' where author = 'participant'").update();
        jdbc.sql("delete from regression_case").update();
        jdbc.sql("delete from suggestion").update();
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        long id = jdbc
                .sql("""
                        insert into suggestion (kind, similarity, differs, question, answer, ways, language, support, marks, private_act, vector, made_at)
                        values ('new', 0, '{}', ?, ?, string_to_array(?, E'\\n'), 'en', 1, '{}', false, '', now()) returning id""")
                .param(QUESTION).param(ANSWER).param(WAYS).query(Long.class).single();
        publish = PAGE + "/" + id + "/publish";
    }

    @AfterEach
    void stop() {
        ann.close();
        jdbc.sql("delete from regression_case").update();
        StoredFaq.retire(jdbc, knowledge, "owner in ('ann', 'olga')");
    }

    @Test
    void theEffectIsShownAndNothingDecided() {
        askedAndHelped();
        HttpResponse<String> shown = ann.send(ann.get(PAGE), publish.replace("/publish", "/try"), form());

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("Tried on 1 questions", "Taken from answers that had helped: 1", PRESENT,
                "Do you offer gift wrapping?").doesNotContain("id=\"assent\"");
        assertThat(published()).isFalse();
    }

    @Test
    void whatTakesQuestionsNeedsASecondClick() {
        askedAndHelped();
        HttpResponse<String> refused = ann.send(ann.get(PAGE), publish, form());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Taken from answers that had helped: 1", PRESENT,
                "aria-describedby=\"moves-stolen\"").doesNotContain("id=\"despite\"");
        assertThat(ann.send(refused, publish, with("effect", "0000000000000000")).statusCode()).isEqualTo(422);
        assertThat(published()).isFalse();

        HttpResponse<String> done = ann.send(refused, publish, with("effect", assent(refused)));
        assertThat(DeskClient.location(done)).endsWith("done=published");
        assertThat(published()).isTrue();
    }

    @Test
    void aKnownQuestionIsLostByNoAgent() {
        known();
        HttpResponse<String> refused = ann.send(ann.get(PAGE), publish, form());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Known questions that would go wrong: 1", "An operator can do it")
                .doesNotContain("id=\"assent\"", "id=\"despite\"");

        agents.add("olga", "Olga", Role.OPERATOR, DeskClient.PASSWORD);
        try (DeskClient olga = DeskClient.signedIn(port, "olga", DeskClient.PASSWORD)) {
            String effect = assent(olga.send(olga.get(PAGE), publish, form()));
            Map<String, String> forged = with("effect", effect);
            forged.put("despite", "I want it.");
            assertThat(ann.send(refused, publish, forged).statusCode()).isEqualTo(422);
            assertThat(published()).isFalse();
        }
    }

    @Test
    void anOperatorLosesAKnownQuestionForAReason() {
        known();
        agents.add("olga", "Olga", Role.OPERATOR, DeskClient.PASSWORD);
        try (DeskClient olga = DeskClient.signedIn(port, "olga", DeskClient.PASSWORD)) {
            HttpResponse<String> refused = olga.send(olga.get(PAGE), publish, form());
            assertThat(refused.body()).contains("id=\"despite\"", "aria-describedby=\"moves-lost\"");
            Map<String, String> again = with("effect", assent(refused));
            assertThat(olga.send(refused, publish, again).statusCode()).isEqualTo(422);

            again.put("despite", "Plants are asked for more often.");
            assertThat(DeskClient.location(olga.send(refused, publish, again))).endsWith("done=published");
        }
        assertThat(jdbc.sql("select detail from audit where actor = 'olga' and object like 's%'").query(String.class)
                .list()).contains("published, stolen: 0, lost: 1, reason: Plants are asked for more often.");
    }

    private static String assent(HttpResponse<String> page) {
        Matcher button = ASSENT.matcher(page.body());
        assertThat(button.find()).as(page.body()).isTrue();
        return button.group(1);
    }

    private static Map<String, String> form() {
        return Map.of("question", QUESTION, "answer", ANSWER, "otherWays", WAYS);
    }

    private static Map<String, String> with(String field, String value) {
        Map<String, String> form = new HashMap<>(form());
        form.put(field, value);
        return form;
    }

    private boolean published() {
        return jdbc.sql("select exists (select from faq_entry where question = ? and state = 'published')")
                .param(QUESTION).query(Boolean.class).single();
    }

    private void known() {
        jdbc.sql("""
                insert into regression_case (text, hash, expected, origin, added_at)
                values (?, '\\x01', 'gift-wrapping', 'file', now())""").param(PRESENT).update();
    }

    private void askedAndHelped() {
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            assertThat(jdbc.sql("select faq_id from message where id = ?").param(visitor.ask(PRESENT))
                    .query(String.class).single()).isEqualTo("gift-wrapping");
            visitor.vote(1);
        }
    }
}
