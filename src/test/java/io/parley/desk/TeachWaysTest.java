package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.model.FakeModels;
import io.parley.fake.model.Protocol;
import io.parley.fake.model.Reply;
import io.parley.handover.Tickets;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.Team;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Where there is a language model, an agent who teaches can have it write further ways to ask. */
@ParleyTest(properties = {"parley.llm.provider=openai", "parley.llm.model=" + FakeModels.MODEL,
        "parley.llm.api-key=" + FakeModels.KEY})
@DirtiesContext
class TeachWaysTest {
    private static final FakeModels models = FakeModels.start();

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Tickets tickets;

    @DynamicPropertySource
    static void model(DynamicPropertyRegistry properties) {
        properties.add("parley.llm.base-url", () -> models.baseUrl(Protocol.OPENAI));
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @Test
    void theModelWritesWaysToAskOfACleanedQuestion() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            visitor.ask("I want to talk to a human please");
            visitor.ask("I am Joan Baxter. Can I rent the pottery studio?");
        }
        long ticket = jdbc.sql("select max(id) from ticket").query(Long.class).single();
        tickets.reply(ticket, Team.by(jdbc, "Ann"), "The pottery studio is rented out on Mondays, by the hour.", null);
        models.always(new Reply.Says("""
                1. Is the studio for rent?
                - May we hire your pottery studio?
                Can I rent the pottery studio?
                """));
        String page = "/desk/t/" + ticket + "/teach";
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD)) {
            HttpResponse<String> offered = ann.get(page);
            assertThat(offered.body()).contains("id=\"ways\"", "Can I rent the pottery studio?");
            HttpResponse<String> written = ann.send(offered, page + "/ways", Map.of("question",
                    "I am Joan Baxter. Can I rent the pottery studio?", "answer", "Mondays.", "moreWays", "Mine"));
            assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
            assertThat(written.body()).contains("value=\"Is the studio for rent?\"",
                    "value=\"May we hire your pottery studio?\"", "a language model&#39;s words", "Mine")
                    .doesNotContain("Joan");
            assertThat(models.lastRequest().everything()).contains("Can I rent the pottery studio?")
                    .doesNotContain("Joan");

            models.always(new Reply.Says(""));
            assertThat(ann.send(offered, page + "/ways", Map.of("question", "Can I rent it?", "answer", "Mondays."))
                    .body()).contains("has nothing to add");
        }
    }
}
