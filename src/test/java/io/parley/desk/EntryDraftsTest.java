package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What agents write in the form of an entry and do not save yet, as the server keeps it. */
@ParleyTest
class EntryDraftsTest {
    private static final String NEW = "/desk/faq/new";
    private static final String SAVE = "/desk/faq/entry";
    private static final String DRAFT = "/desk/faq/draft";
    private static final String QUESTION = "Do you offer gift wrapping?";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient ann;
    private DeskClient bob;
    private String entry;

    @BeforeEach
    void start() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("delete from entry_draft").update();
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        bob = DeskClient.signedIn(port, "bob", DeskClient.PASSWORD);
        entry = "/desk/faq/entry?id=" + jdbc.sql("select id from faq_entry where question ilike '%gift wrapping%'")
                .query(String.class).single();
    }

    @AfterEach
    void stop() {
        ann.close();
        bob.close();
    }

    @Test
    void whatIsWrittenIsThereInEachBrowserOfItsAgentAndInNoOthers() {
        assertThat(keep(ann.get(entry), "Half <b>an answer").statusCode()).isEqualTo(204);

        try (DeskClient elsewhere = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD)) {
            assertThat(elsewhere.get(entry).body()).contains(">Half &lt;b&gt;an answer</textarea>", "id=\"draft\"",
                    "This is your draft").doesNotContain("id=\"theirs\"");
        }
        assertThat(bob.get(entry).body()).doesNotContain("Half", "id=\"draft\"");
        assertThat(ann.get(NEW).body()).doesNotContain("Half", "id=\"draft\"");
    }

    @Test
    void aNewEntryHasADraftOfItsOwnUntilItIsThere() {
        HttpResponse<String> page = ann.get(NEW);
        Map<String, String> fields = Map.of("question", "Do you sell moon dust?", "answer", "By the gram.",
                "alternatives", "moon dust for sale\n\nis there dust of the moon ", "category", "moon");
        assertThat(ann.send(page, DRAFT, fields).statusCode()).isEqualTo(204);
        HttpResponse<String> again = ann.get(NEW);
        assertThat(again.body()).contains("value=\"Do you sell moon dust?\"", ">By the gram.</textarea>",
                "id=\"draft\"");
        assertThat(bob.get(NEW).body()).doesNotContain("moon dust");

        assertThat(ann.send(again, NEW, fields).statusCode()).isEqualTo(302);

        assertThat(ann.get(NEW).body()).doesNotContain("moon dust", "id=\"draft\"");
        jdbc.sql("update entry_draft set fields = cast(? as jsonb)")
                .param("{\"question\": \"Do you sell moon dust?\", \"answer\": \"By the gram.\", \"category\": \"moon\","
                        + " \"alternatives\": \"moon dust for sale\\nis there dust of the moon\"}")
                .update();
        assertThat(ann.get(NEW).body()).as("killed before it was forgotten").doesNotContain("id=\"draft\"");
    }

    @Test
    void whatIsSavedOrThrownAwayIsNoDraftAnyMoreAlsoWhenThePageKeepsItOnceMore() {
        HttpResponse<String> page = ann.get(entry);
        keep(page, "Words to save");
        assertThat(save(ann, page, "Words to save").statusCode()).isEqualTo(302);
        keep(page, "Words to save and a late letter");
        assertThat(ann.get(entry).body()).contains(">Words to save</textarea>").doesNotContain("id=\"draft\"");

        HttpResponse<String> next = ann.get(entry);
        keep(next, "Words to forget");
        HttpResponse<String> dropped = ann.send(ann.get(entry), "/desk/faq/drop", Map.of());
        assertThat(DeskClient.location(dropped)).isEqualTo(entry + "&done=dropped");
        keep(next, "Words to forget");
        assertThat(ann.get(entry).body()).contains(">Words to save</textarea>").doesNotContain("id=\"draft\"");

        keep(ann.get(entry), "Words of a new form");
        assertThat(ann.get(entry).body()).contains(">Words of a new form</textarea>");
        ann.send(next, "/desk/faq/drop", Map.of());
        assertThat(ann.get(entry).body()).as("an old page drops its own only").contains("Words of a new form");
    }

    @Test
    void aDraftOfAnOlderRevisionSaysSoUntilItIsSaved() {
        keep(ann.get(entry), "Ann's half");
        save(bob, bob.get(entry), "Bob's whole");

        for (int visit = 0; visit < 2; visit++) {
            HttpResponse<String> page = ann.get(entry);
            assertThat(page.body()).contains(">Ann&#39;s half</textarea>", "somebody else changed the entry",
                    "id=\"theirs\"", "Bob&#39;s whole</ins>", ">bob</bdi>");
            keep(page, "Ann's half");
        }
        HttpResponse<String> seen = ann.get(entry);
        save(bob, bob.get(entry), "Bob's second");
        HttpResponse<String> refused = save(ann, seen, "Ann's half");
        assertThat(refused.statusCode()).as("nobody saw that").isEqualTo(409);
        keep(refused, "Ann's half");
        assertThat(ann.get(entry).body()).contains("somebody else changed the entry", "Bob&#39;s second</ins>");

        assertThat(save(ann, ann.get(entry), "Ann's half").statusCode()).isEqualTo(302);
        assertThat(ann.get(entry).body()).contains(">Ann&#39;s half</textarea>").doesNotContain("id=\"theirs\"",
                "id=\"draft\"");
    }

    @Test
    void theTickOfACorrectionIsKept() {
        HttpResponse<String> page = ann.get(entry);
        assertThat(page.body()).doesNotContainPattern("name=\"wrong\"[^>]*checked");
        ann.send(page, DRAFT, Map.of("question", QUESTION, "answer", "True.", "wrong", "true"));
        assertThat(ann.get(entry).body()).containsPattern("name=\"wrong\"[^>]*checked");
    }

    @Test
    void aDraftHasItsLimits() {
        HttpResponse<String> page = ann.get(entry);
        assertThat(ann.send(page, DRAFT, Map.of("answer", "x".repeat(200_000))).statusCode()).isEqualTo(204);
        assertThat(ann.send(page, DRAFT, Map.of("answer", "x".repeat(200_001))).statusCode()).isEqualTo(422);
        assertThat(ann.send(page, DRAFT, Map.of("key", "?")).statusCode()).isEqualTo(422);
        assertThat(ann.send(page, DRAFT, Map.of("id", "none")).statusCode()).isEqualTo(404);
        assertThat(ann.send(page, DRAFT, Map.of("answer", "a\0b", "began", "x")).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> keep(HttpResponse<String> page, String answer) {
        return ann.send(page, DRAFT, fields(answer));
    }

    private static HttpResponse<String> save(DeskClient agent, HttpResponse<String> page, String answer) {
        return agent.send(page, SAVE, fields(answer));
    }

    private static Map<String, String> fields(String answer) {
        return new HashMap<>(Map.of("question", QUESTION, "answer", answer));
    }
}
