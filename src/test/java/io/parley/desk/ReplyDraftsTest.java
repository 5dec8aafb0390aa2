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

/** What agents write and do not send yet, and who is at a ticket, as pages without script tell it. */
@ParleyTest(properties = "parley.serving=false")
class ReplyDraftsTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient ann;
    private DeskClient bob;
    private String ticket;

    @BeforeEach
    void start() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        bob = DeskClient.signedIn(port, "bob", DeskClient.PASSWORD);
        ticket = "/desk/t/" + jdbc
                .sql("""
                        with talk as (insert into conversation (channel, thread, address) values ('web', gen_random_uuid()::text, 'a')
                                      returning id)
                        insert into ticket (conversation_id, reason, opened_at) select id, 'policy', now() from talk returning id""")
                .query(Long.class).single();
    }

    @AfterEach
    void stop() {
        ann.close();
        bob.close();
    }

    @Test
    void whatIsWrittenIsThereInEachBrowserOfItsAgentAndInNoOthers() {
        HttpResponse<String> page = ann.get(ticket);
        assertThat(draft(page, "reply", "Half <b>a rep").statusCode()).isEqualTo(204);

        try (DeskClient elsewhere = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD)) {
            assertThat(elsewhere.get(ticket).body()).contains(">Half &lt;b&gt;a rep</textarea>",
                    "name=\"key\" value=\"" + key(page) + "\"");
        }
        assertThat(bob.get(ticket).body()).doesNotContain("Half");
        draft(page, "note", "A note, rather");
        assertThat(ann.get(ticket).body()).contains(">A note, rather</textarea>")
                .containsPattern("id=\"as-note\"[^>]*checked");
        draft(page, "note", " ");
        assertThat(ann.get(ticket).body()).contains("></textarea>");
    }

    @Test
    void whatWasSentIsNoDraftAnyMoreAlsoWhenThePageKeepsItOnceMore() {
        for (String act : List.of("note", "reply")) {
            HttpResponse<String> page = ann.get(ticket);
            draft(page, act, "Words to keep");
            assertThat(ann.send(page, ticket + "/" + act, Map.of("text", "Words to keep")).statusCode()).isEqualTo(302);
            assertThat(ann.get(ticket).body()).contains("></textarea>");

            draft(page, act, "Words to keep");

            assertThat(ann.get(ticket).body()).as(act).contains("></textarea>");
        }
    }

    @Test
    void aDraftHasItsLimits() {
        HttpResponse<String> page = ann.get(ticket);
        assertThat(draft(page, "reply", "x".repeat(8_000)).statusCode()).isEqualTo(204);
        assertThat(draft(page, "reply", "x".repeat(8_001)).statusCode()).isEqualTo(422);
        assertThat(ann.send(page, ticket + "/draft", Map.of("as", "reply", "text", "x", "key", "?")).statusCode())
                .isEqualTo(422);
        draft(page, "something else", "y");
        assertThat(jdbc.sql("select kind from reply_draft where text = 'y'").query(String.class).single())
                .isEqualTo("reply");
    }

    @Test
    void thoseWhoAreAtATicketAreShownToTheOthers() {
        HttpResponse<String> page = ann.get(ticket);

        assertThat(bob.get(ticket).body()).contains(">Ann looks at it<");
        assertThat(bob.get("/desk").body()).contains(">Ann looks at it<").doesNotContain("Bob looks");
        draft(page, "reply", "Dear");
        assertThat(bob.get(ticket).body()).contains(">Ann is writing<");
        assertThat(ann.get(ticket).body()).contains(">Bob looks at it<").doesNotContain("Ann is writing");
        jdbc.sql("update ticket_presence set seen_at = seen_at - interval '1 minute'").update();
        assertThat(bob.get("/desk").body()).doesNotContain("Ann looks", "Ann is");
    }

    @Test
    void aPageThatNobodyLooksAtCountsForNothing() {
        assertThat(ann.unseen(ticket).statusCode()).isEqualTo(200);
        assertThat(bob.get(ticket).body()).doesNotContain("Ann looks");
    }

    @Test
    void aReplyCanResolveAtOnceAndTheNextTicketFollows() {
        HttpResponse<String> page = ann.get(ticket);

        HttpResponse<String> sent = ann.send(page, ticket + "/reply", Map.of("text", "Bye.", "resolve", "true"));

        assertThat(DeskClient.location(sent)).startsWith("/desk").isNotEqualTo(ticket);
        assertThat(ann.get(ticket).body()).contains("resolved by Ann", "Bye.");
        assertThat(ann.send(page, ticket + "/reply", Map.of("text", "Bye.", "resolve", "true")).statusCode())
                .as("once more").isEqualTo(302);
    }

    private HttpResponse<String> draft(HttpResponse<String> page, String kind, String text) {
        return ann.send(page, ticket + "/draft", Map.of("as", kind, "text", text));
    }

    private static String key(HttpResponse<String> page) {
        return page.body().replaceFirst("(?s).*name=\"key\" value=\"([^\"]+)\".*", "$1");
    }
}
