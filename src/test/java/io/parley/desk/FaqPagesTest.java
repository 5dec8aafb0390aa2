package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Agents mend the starter FAQ, on pages without script. */
@ParleyTest(properties = {"parley.admin.password=the setting's own", "parley.access.trusted-proxies=127.0.0.1"})
class FaqPagesTest {
    private static final String SAVE = "/desk/faq/entry";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

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
        assertThat(ann.get("/desk/faq").body()).contains("/desk/faq/entry?id=");
        assertThat(ann.get("/desk/faq/entry?id=none").statusCode()).isEqualTo(404);
    }

    @Test
    void whatAnAgentSavesTheBotAnswersWithAtOnce() {
        HttpResponse<String> page = ann.get(entry);
        HttpResponse<String> saved = ann.send(page, SAVE, Map.of("question", "Do you offer gift wrapping?", "answer",
                "Ask the <b>penguin</b>.", "otherWays", "zorblax my gribbet\n\n  my gribbet is zorblaxed ", "keywords",
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
                "otherWays", "my gribbet is zorblaxed"));
        assertThat(ann.get(entry).body()).contains(">my gribbet is zorblaxed</textarea>")
                .doesNotContain("my gribbet\n");
    }

    @Test
    void whoSavesLateLosesNothing() {
        HttpResponse<String> seen = ann.get(entry);
        Map<String, String> first = Map.of("question", "Do you offer gift wrapping?", "answer", "First.");
        assertThat(ann.send(seen, SAVE, first).statusCode()).isEqualTo(302);

        HttpResponse<String> late = ann.send(seen, SAVE,
                Map.of("question", "Do you offer gift wrapping?", "answer", "Second, with many words."));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Second, with many words.</textarea>", "Somebody else changed this entry");
        assertThat(ann.get(entry).body()).contains("First.</textarea>");
    }

    @Test
    void whatCannotBeSavedIsSaid() {
        for (Map<String, String> wrong : List.of(Map.of("question", " ", "answer", "a"),
                Map.of("question", "q", "answer", " "), Map.of("question", "q".repeat(501), "answer", "a"),
                Map.of("question", "q", "answer", "a", "url", "javascript:alert(1)"),
                Map.of("question", "q", "answer", "a", "url", "no address"),
                Map.of("question", "q", "answer", "a", "otherWays", "x".repeat(501)))) {
            assertThat(ann.send(ann.get(entry), SAVE, wrong).statusCode()).as(wrong.toString()).isEqualTo(422);
        }
    }
}
