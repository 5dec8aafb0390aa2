package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.Answering;
import io.parley.answering.Question;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Agents mend the starter FAQ, on pages without script. */
@ParleyTest
class FaqPagesTest {
    private static final String SAVE = "/desk/faq/entry";
    private static final String BOTH_RIGHT = "/desk/faq/both-right";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Answering answering;

    private DeskClient ann;
    private String entry;

    @BeforeEach
    void start() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        entry = "/desk/faq/entry?id=" + jdbc.sql("select id from faq_entry where question ilike '%gift wrapping%'")
                .query(String.class).single();
    }

    @AfterEach
    void stop() {
        ann.close();
    }

    @Test
    void anEntryIsFoundByItsWords() {
        assertThat(ann.get("/desk/faq?q=gift+WRAPPING").body()).contains(entry).doesNotContain("id=\"nothing\"");
        assertThat(ann.get("/desk/faq?q=no+such+words").body()).contains("Nothing is found.");
        assertThat(ann.get("/desk/faq").body()).contains("/desk/faq/entry?id=")
                .containsPattern("More no than yes \\(\\d+\\)").doesNotContain("(null)");
        assertThat(ann.get("/desk/faq/entry?id=none").statusCode()).isEqualTo(404);
    }

    @Test
    void whatAnAgentSavesTheBotAnswersWithAtOnce() {
        HttpResponse<String> page = ann.get(entry);
        HttpResponse<String> saved = ann.send(page, SAVE, Map.of("question", "Do you offer gift wrapping?", "answer",
                "Ask the <b>penguin</b>.", "alternatives", "zorblax my gribbet\n\n  my gribbet is zorblaxed ",
                "keywords",
                "gribbet", "url", "https://shop.example/password"));

        assertThat(DeskClient.location(saved)).isEqualTo(entry + "&done=saved");
        assertThat(ann.get(DeskClient.location(saved)).body()).contains(
                "Ask the &lt;b&gt;penguin&lt;/b&gt;.</textarea>",
                ">zorblax my gribbet\nmy gribbet is zorblaxed</textarea>", "value=\"https://shop.example/password\"",
                "Saved.");
        assertThat(ann.get("/desk/faq?ask=zorblax+my+gribbet").body()).contains("class=\"hits\"",
                "Do you offer gift wrapping?", " %</b>");
        assertThat(jdbc.sql("select actor || ' ' || deed from audit order by id desc limit 1").query(String.class)
                .single()).isEqualTo("ann faq_changed");

        ann.send(ann.get(entry), SAVE, Map.of("question", "Do you offer gift wrapping?", "answer", "Like this.",
                "alternatives", "my gribbet is zorblaxed"));
        assertThat(ann.get(entry).body()).contains(">my gribbet is zorblaxed</textarea>")
                .doesNotContain("my gribbet\n");
    }

    @Test
    void twoEntriesThatDifferCanBothBeRight() {
        jdbc.sql("""
                insert into faq_contradiction (one, other, differs)
                select least(a.id, b.id), greatest(a.id, b.id), '{5}' from faq_entry a, faq_entry b
                where a.question ilike '%gift wrapping%'
                    and b.id = (select min(id) from faq_entry where question not ilike '%gift wrapping%')""").update();
        HttpResponse<String> seen = ann.get(entry);
        assertThat(seen.body()).contains("id=\"contradictions\"");

        assertThat(DeskClient.location(ann.send(seen, BOTH_RIGHT, Map.of("otherRevision", "999"))))
                .endsWith("&done=outdated");
        assertThat(ann.get(entry).body()).contains("id=\"contradictions\"");
        String done = DeskClient.location(ann.send(seen, BOTH_RIGHT, Map.of()));

        assertThat(done).endsWith("&done=both-right");
        assertThat(ann.get(done).body()).contains("They are not shown together again")
                .doesNotContain("id=\"contradictions\"");
    }

    @Test
    void whoSavesLateLosesNothing() {
        HttpResponse<String> seen = ann.get(entry);
        Map<String, String> first = Map.of("question", "Do you offer gift wrapping?", "answer", "First.");
        assertThat(ann.send(seen, SAVE, first).statusCode()).isEqualTo(302);

        HttpResponse<String> late = ann.send(seen, SAVE,
                Map.of("question", "Do you offer gift wrapping?", "answer", "Second, with many words."));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Second, with many words.</textarea>", "Somebody else changed this entry",
                "id=\"theirs\"", "<ins>First.</ins>");
        assertThat(ann.get(entry).body()).contains("First.</textarea>");

        HttpResponse<String> again = ann.send(late, SAVE,
                Map.of("question", "Do you offer gift wrapping?", "answer", "Second, with many words."));
        assertThat(again.statusCode()).as("knowingly").isEqualTo(302);
        assertThat(ann.get(entry).body()).contains("Second, with many words.</textarea>");
    }

    @Test
    void aNewEntryIsADraftUntilItIsPublished() {
        Map<String, String> fields = new HashMap<>(Map.of("question", "Do you sell quixotic zeppelins?", "answer",
                "Yes, on Mondays.", "alternatives", "quixotic zeppelin for sale", "negatives", "zeppelin museum",
                "owner",
                "marta", "reviewBy", "2020-01-31", "language", "en", "category", "zeppelins"));
        HttpResponse<String> made = ann.send(ann.get("/desk/faq/new"), "/desk/faq/new", fields);
        String address = DeskClient.location(made);
        assertThat(address).endsWith("&done=kept");
        assertThat(ann.get(address).body()).contains(">draft</span>", "value=\"2020-01-31\"",
                "zeppelin museum</textarea>",
                "value=\"marta\"", "The bot does not answer with it.");
        assertThat(answer("Do you sell quixotic zeppelins?")).isNotEqualTo("Yes, on Mondays.");
        assertThat(ann.send(ann.get("/desk/faq/new"), "/desk/faq/new", fields).statusCode()).as("twice").isEqualTo(409);

        fields.put("publish", "true");
        HttpResponse<String> published = ann.send(ann.get(address), SAVE, fields);

        assertThat(DeskClient.location(published)).endsWith("&done=saved");
        assertThat(answer("Do you sell quixotic zeppelins?")).isEqualTo("Yes, on Mondays.");
        assertThat(ann.get("/desk/faq?category=zeppelins").body()).contains("quixotic zeppelins", "review is due");
        assertThat(ann.get("/desk/faq?state=draft").body()).doesNotContain("quixotic zeppelins");
    }

    @Test
    void whatIsUnpublishedOrDeletedIsAnsweredNoMoreAndComesBackFromItsHistory() {
        String asked = "Do you offer gift wrapping?";
        ann.send(ann.get(entry), SAVE, Map.of("question", asked, "answer", "In green paper."));
        assertThat(answer(asked)).isEqualTo("In green paper.");

        HttpResponse<String> seen = ann.get(entry);
        assertThat(DeskClient.location(ann.send(seen, "/desk/faq/state", Map.of("to", "draft"))))
                .endsWith("&done=unpublished");
        assertThat(answer(asked)).isNotEqualTo("In green paper.");
        assertThat(ann.send(seen, "/desk/faq/state", Map.of("to", "retired")).statusCode()).as("late").isEqualTo(409);
        assertThat(DeskClient.location(ann.send(ann.get(entry), "/desk/faq/state", Map.of("to", "retired"))))
                .endsWith("&done=deleted");
        assertThat(ann.get("/desk/faq?q=gift+wrapping").body()).doesNotContain(entry);
        assertThat(ann.get("/desk/faq?q=gift+wrapping&state=retired").body()).contains(entry);

        String history = entry.replace("/entry?", "/history?");
        assertThat(ann.get(history).body()).contains("deleted", "unpublished", ">ann</bdi>");
        int version = jdbc.sql("""
                select max(revision) from entry_version
                where snapshot ->> 'answer' = 'In green paper.' and snapshot ->> 'state' = 'published'""")
                .query(Integer.class).single();
        HttpResponse<String> old = ann.get(history + "&revision=" + version);
        assertThat(old.body()).contains("<ins>In green paper.</ins>");
        assertThat(DeskClient.location(ann.send(old, "/desk/faq/restore", Map.of()))).endsWith("&done=restored");
        assertThat(answer(asked)).isEqualTo("In green paper.");
        assertThat(ann.send(old, "/desk/faq/restore", Map.of()).statusCode()).as("late").isEqualTo(409);
    }

    @Test
    void doubtfulAndUnusedEntriesAreFound() {
        String id = jdbc.sql("select id from faq_entry where question ilike '%gift wrapping%'").query(String.class)
                .single();
        assertThat(ann.get("/desk/faq?q=gift+wrapping&only=unused").body()).contains(entry);
        assertThat(ann.get("/desk/faq?q=gift+wrapping&only=doubtful").body()).doesNotContain(entry);
        jdbc.sql(
                """
                        with talk as (insert into conversation (channel, thread, address) values ('web', 'doubts', 'a') returning id),
                        who as (insert into participant (channel, external_id) values ('web', 'a doubter') returning id),
                        said as (insert into message (conversation_id, author, text, said_at, channel, faq_id)
                                 select id, 'bot', 'x', now(), 'web', ? from talk returning id)
                        insert into verdict (message_id, participant_id, vote, via, changed_at)
                        select said.id, who.id, -1, 'web', now() from said, who""")
                .param(id).update();
        assertThat(ann.get("/desk/faq?q=gift+wrapping&only=unused").body()).doesNotContain(entry);
        assertThat(ann.get("/desk/faq?q=gift+wrapping&only=doubtful").body()).contains(entry);
    }

    private String answer(String question) {
        return answering.answer(Question.of(question)).text();
    }

    @Test
    void whatCannotBeSavedIsSaid() {
        for (Map<String, String> wrong : List.of(Map.of("question", " ", "answer", "a"),
                Map.of("question", "q", "answer", " "), Map.of("question", "q".repeat(2_001), "answer", "a"),
                Map.of("question", "q", "answer", "a", "url", "javascript:alert(1)"),
                Map.of("question", "q", "answer", "a", "url", "no address"),
                Map.of("question", "q", "answer", "a", "alternatives", "x".repeat(2_001)))) {
            assertThat(ann.send(ann.get(entry), SAVE, wrong).statusCode()).as(wrong.toString()).isEqualTo(422);
        }
    }
}
