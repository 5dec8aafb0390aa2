package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import io.parley.fake.telegram.SettableClock;
import io.parley.handover.Ticket;
import io.parley.handover.TicketDeadlines;
import io.parley.handover.Tickets;
import io.parley.handover.web.AgentsAtWork;
import io.parley.support.ParleyTest;
import io.parley.support.Team;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A customer on Telegram, agents in Slack, and a ticket that its agent forgets. */
@ParleyTest(properties = {"parley.slack.bot-token=" + FakeSlack.BOT_TOKEN,
        "parley.slack.signing-secret=" + FakeSlack.SECRET, "parley.slack.agent-channel=C0AGENTS"})
@Import(AgentsAtWork.Clock.class)
@DirtiesContext
class ForgottenOnTelegramTest {
    private static final FakeTelegram telegram = FakeTelegram.start();
    private static final FakeSlack slack = FakeSlack.start();

    @Autowired
    Tickets tickets;

    @Autowired
    TicketDeadlines deadlines;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        properties.add("parley.telegram.token", telegram::token);
        properties.add("parley.telegram.api-url", telegram::url);
        properties.add("parley.slack.api-url", slack::url);
    }

    @AfterAll
    static void close() {
        telegram.close();
        slack.close();
    }

    @Test
    void tellsTheCustomerAndTheAgents() {
        FakeChat ann = telegram.privateChat("Ann");
        ann.say("I want to talk to a human please").awaitAnswer();
        agentsRead(1, "Ann waits for a person on telegram");
        Ticket ticket = tickets.unresolved().getFirst();
        tickets.reply(ticket.id(), Team.by(jdbc, "Marta"), "Hello Ann, one moment.", null);
        annReads(ann, "Hello Ann, one moment.");
        ann.say("Are you still there?");
        agentsRead(2, "Ann wrote again on telegram; Marta has it.");

        clock.advance(Duration.ofHours(5));
        deadlines.run();

        annReads(ann, "Sorry that you are still waiting");
        agentsRead(3, "Marta had it; now it is open to everybody again");
        assertThat(slack.posts("C0AGENTS").getLast().seen()).contains("Are you still there?");
        assertThat(telegram.violations()).isEmpty();
        assertThat(slack.violations()).isEmpty();
    }

    private static void annReads(FakeChat ann, String text) {
        List<Line> lines = ann.await(all -> all.stream().anyMatch(line -> line.byBot() && line.text().contains(text)),
                Duration.ofSeconds(30));
        assertThat(lines.stream().filter(line -> line.byBot() && line.text().contains(text))).hasSize(1);
    }

    private static void agentsRead(int calls, String text) {
        await().until(() -> slack.posts("C0AGENTS").size() == calls);
        Post last = slack.posts("C0AGENTS").getLast();
        assertThat(last.seen()).contains(text);
    }
}
