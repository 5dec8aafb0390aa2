package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.Knowledge;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Agents decide what becomes of suggestions, on a page without script. */
@ParleyTest
class DraftPagesTest {
    private static final String QUESTION = "Can I bring my llama to the pottery class?";
    private static final String PAGE = "/desk/drafts";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Knowledge knowledge;

    private DeskClient ann;

    /** A question that a test before taught would hold back what a later one publishes. */
    @BeforeEach
    void start() {
        jdbc.sql("delete from regression_case").update();
        jdbc.sql("delete from suggestion").update();
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
    }

    @AfterEach
    void stop() {
        ann.close();
        StoredFaq.retireAndReadAll(jdbc, knowledge, "owner = 'ann'");
    }

    private long suggest(String answer, int support) {
        return jdbc
                .sql("""
                        insert into suggestion (kind, entry, similarity, differs, question, answer, ways, language, support, marks,
                            private_act, vector, made_at)
                        select 'contradiction', id, 0.9, '{14}', :question, :answer, '{may it come?}', 'en', :support, '{Ignatius}',
                            false, '', now() from faq_entry where question ilike '%gift wrapping%' returning id""")
                .param("question", QUESTION).param("answer", answer).param("support", support).query(Long.class)
                .single();
    }

    @Test
    void oneAtATimeTheMostWantedFirst() {
        suggest("Rarely.", 1);
        suggest("Ask Ignatius <b>within</b> 14 days.", 7);

        String first = ann.get(PAGE).body();
        assertThat(first).contains("1 / 2", "Ask <mark>Ignatius</mark> &lt;b&gt;within&lt;/b&gt; <mark>14</mark> days.",
                "gift wrapping", "may it come?</textarea>", "Tickets that say so: 7", "data-key=\"1\"", "n=1");
        assertThat(ann.get(PAGE + "?n=1").body()).contains("2 / 2", "Rarely.");
        assertThat(ann.get(PAGE + "?n=99").body()).contains("2 / 2");
    }

    @Test
    void warnsOfFewerThanThreeWaysToAsk() {
        long id = suggest("Ask Ignatius.", 1);
        String publish = PAGE + "/" + id + "/publish";

        assertThat(ann.get(PAGE).body()).contains("aria-describedby=\"fewWays\"", "at least three ways to ask");
        assertThat(ann.send(ann.get(PAGE), publish, Map.of("question", QUESTION, "answer", "Ask Ignatius.",
                "otherWays", "llama at class\nare llamas welcome")).body()).contains("otherWays")
                .doesNotContain("fewWays");
    }

    @Test
    void nothingWaits() {
        assertThat(ann.get(PAGE).body()).contains("Nothing to review.").doesNotContain("id=\"publish\"");
    }

    @Test
    void aNameIsPublishedByNobodyUnseen() {
        long id = suggest("Ask Ignatius.", 1);
        String publish = PAGE + "/" + id + "/publish";
        HttpResponse<String> refused = ann.send(ann.get(PAGE), publish,
                Map.of("question", QUESTION, "answer", "Ask Ignatius or me."));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Look at the marked words", "Ask Ignatius or me.</textarea>");

        HttpResponse<String> done = ann.send(refused, publish,
                Map.of("question", QUESTION, "answer", "Ask Ignatius or me.", "otherWays", "llama at class\n", "looked",
                        "true"));
        assertThat(DeskClient.location(done)).isEqualTo(PAGE + "?n=0&done=published");
        assertThat(ann.get(DeskClient.location(done)).body()).contains("The bot answers with it from now on.");
        assertThat(ann.get("/desk/faq?ask=can+i+bring+my+llama").body()).contains(QUESTION);
        assertThat(DeskClient.location(ann.send(ann.get("/desk"), publish, Map.of()))).endsWith("done=gone");
    }

    @Test
    void anAnswerTakesThePlaceOfTheEntrys() {
        long id = suggest("Only in blue paper.", 1);
        String added = DeskClient.location(ann.send(ann.get("/desk/faq/new"), "/desk/faq/new",
                Map.of("question", "Do you wrap llamas?", "answer", "In red paper.", "language", "en", "publish",
                        "true")));
        String entry = jdbc.sql("select id from faq_entry where question = 'Do you wrap llamas?'").query(String.class)
                .single();
        assertThat(added).endsWith("done=saved");

        HttpResponse<String> done = ann.send(ann.get(PAGE), PAGE + "/" + id + "/replace",
                Map.of("question", QUESTION, "answer", "Only in blue paper.", "entry", entry));

        assertThat(DeskClient.location(done)).endsWith("done=attached");
        assertThat(jdbc.sql("select answer from faq_entry where id = ?").param(entry).query(String.class).single())
                .isEqualTo("Only in blue paper.");
    }

    @Test
    void whatIsDismissedKeepsItsReason() {
        long id = suggest("Never.", 1);
        assertThat(
                DeskClient.location(ann.send(ann.get(PAGE), PAGE + "/" + id + "/dismiss", Map.of("reason", "wrong"))))
                .endsWith("done=dismissed");
        assertThat(jdbc.sql("select state || ' ' || decided_by || ' ' || reason from suggestion").query(String.class)
                .single()).isEqualTo("dismissed ann wrong");
    }

    @Test
    void whatIsTooLongIsSaid() {
        long id = suggest("Never.", 1);
        for (Map<String, String> wrong : List.of(Map.of("question", " ", "answer", "a"),
                Map.of("question", "q", "answer", " "), Map.of("question", "q".repeat(501), "answer", "a"),
                Map.of("question", "q", "answer", "a", "otherWays", "x".repeat(501)))) {
            assertThat(ann.send(ann.get(PAGE), PAGE + "/" + id + "/publish", wrong).statusCode()).as(wrong.toString())
                    .isEqualTo(422);
        }
    }
}
