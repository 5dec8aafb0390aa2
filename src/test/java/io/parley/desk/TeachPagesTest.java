package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handover.Ending;
import io.parley.handover.Tickets;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Likeness;
import io.parley.learning.suggestion.Suggestions;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import io.parley.support.Taught;
import io.parley.support.Team;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An agent teaches the FAQ what they told a customer, and resolves the ticket with it, on a page without script. */
@ParleyTest(properties = {"parley.learning.refit-after=1000", "parley.limits.tickets-per-address=1000"})
class TeachPagesTest {
    private static final String CHARGED = "I was charged twice for my subscription";
    private static final String REFUND = "A second charge for a subscription is refunded within three working days.";
    private static final Map<String, String> WAYS = Map.of("moreWays",
            "Why do I see two payments for one subscription?\nYou took the money for my account two times");
    private static final String OTHER = "I was charged two times for my subscription";
    private static final Pattern ASSENT = Pattern.compile("id=\"assent\"[^>]* value=\"([0-9a-f]{16})\"");

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Knowledge knowledge;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Likeness likeness;

    @Autowired
    private Tickets tickets;

    private DeskClient ann;
    private long ticket;

    @BeforeEach
    void start() {
        jdbc.sql("update message set said_at = said_at - interval '91 days' where author = 'participant'").update();
        jdbc.sql("update ticket set state = 'resolved', resolved_at = coalesce(resolved_at, now())").update();
        jdbc.sql("delete from regression_case").update();
        jdbc.sql("delete from suggestion").update();
        jdbc.sql("delete from gap_question").update();
        published("id <> 'charged-twice'");
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
    }

    @AfterEach
    void stop() {
        ann.close();
        jdbc.sql("delete from regression_case").update();
        published("true");
    }

    private void published(String which) {
        StoredFaq.publishOnly(jdbc, knowledge, which);
    }

    private void told(String answer, String... asked) {
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            for (String question : asked) {
                visitor.ask(question);
            }
            visitor.ask("I want to talk to a human please");
        }
        ticket = jdbc.sql("select max(id) from ticket").query(Long.class).single();
        tickets.reply(ticket, Team.by(jdbc, "Ann"), answer, null);
        jdbc.sql("update ticket set assignee = (select id from agent where login = 'ann') where id = ?").param(ticket)
                .update();
    }

    private String page() {
        return "/desk/t/" + ticket + "/teach";
    }

    private HttpResponse<String> post(String deed, Map<String, String> fields) {
        HttpResponse<String> page = ann.get(page());
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return ann.send(page, page() + "/" + deed, fields);
    }

    private static Map<String, String> form(String... more) {
        Map<String, String> form = new HashMap<>(WAYS);
        form.put("question", CHARGED);
        form.put("answer", REFUND);
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return form;
    }

    private String state() {
        return jdbc.sql("select state from ticket where id = ?").param(ticket).query(String.class).single();
    }

    private boolean isPublished(String question) {
        return jdbc.sql("select exists (select from faq_entry where question = ? and state = 'published')")
                .param(question).query(Boolean.class).single();
    }

    private String answerTo(String question) {
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            return jdbc.sql("select coalesce(source, '') || ' ' || text from message where id = ?")
                    .param(visitor.ask(question)).query(String.class).single();
        }
    }

    @Test
    void thePageHasWhatWasAskedAndToldWithoutWhatTellsOfOnePerson() {
        told("Dear Joan, " + REFUND + " Call me on 030 1234567.\nRegards, Ann",
                "Hi, I am Joan Baxter, joan.baxter@example.org. Why was I billed two times?", CHARGED);
        assertThat(ann.get("/desk/t/" + ticket).body()).contains("data-key=\"t\"", "href=\"" + page() + "\"");

        String body = ann.get(page()).body();
        assertThat(body).contains(CHARGED, "refunded within three working days", "name=\"way0\"",
                "Why was I billed two times?", "Resolve &amp; teach", "<mark>[phone]</mark>")
                .doesNotContainIgnoringCase("joan", "baxter", "1234567");
    }

    @Test
    void whatIsTaughtIsAnsweredAndTheTicketResolved() {
        told(REFUND, CHARGED);
        HttpResponse<String> done = post("publish", form("ask", "true"));

        assertThat(DeskClient.location(done)).as(done.body()).isEqualTo("/desk/t/" + ticket + "?done=taught");
        assertThat(ann.get(DeskClient.location(done)).body()).contains("The bot answers such questions with it");
        assertThat(state()).isEqualTo("resolved");
        assertThat(answerTo("My account shows duplicate charges")).startsWith("faq " + REFUND);
        assertThat(suggestions.count()).isZero();
        assertThat(jdbc.sql("select count(*) from suggestion_source where ticket_id = ?").param(ticket)
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void theSameTaughtTwiceIsOneEntry() {
        told(REFUND, CHARGED);
        HttpResponse<String> page = ann.get(page());
        ann.send(page, page() + "/publish", form());
        HttpResponse<String> again = ann.send(page, page() + "/publish", form());

        assertThat(DeskClient.location(again)).as(again.body()).endsWith("done=taught");
        assertThat(jdbc.sql("select count(*) from faq_entry where question = ? and state = 'published'").param(CHARGED)
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void aResolvedTicketIsTaughtToo() {
        told(REFUND, CHARGED);
        tickets.resolve(ticket, Team.takingOver(jdbc, "Ann"), Ending.PLAIN);
        assertThat(ann.get(page()).body()).doesNotContain("Resolve &amp; teach");
        assertThat(DeskClient.location(post("publish", form()))).endsWith("done=taught");
        assertThat(isPublished(CHARGED)).isTrue();
    }

    @Test
    void fewWaysToAskAreWarnedOfOnce() {
        told(REFUND, CHARGED);
        HttpResponse<String> warned = post("publish", form("moreWays", "Two payments for one subscription?"));
        assertThat(warned.statusCode()).isEqualTo(422);
        assertThat(warned.body()).contains("at least three ways", "aria-describedby=\"fewWays\"");
        assertThat(isPublished(CHARGED)).isFalse();
        assertThat(state()).isNotEqualTo("resolved");

        assertThat(DeskClient.location(ann.send(warned, page() + "/publish",
                form("moreWays", "Two payments for one subscription?")))).endsWith("done=taught");
    }

    @Test
    void anUntickedWayIsLeftOut() {
        told(REFUND, "Why was I billed two times?", CHARGED);
        HttpResponse<String> done = post("publish", form("way0", "Why was I billed two times?", "way1",
                "Billed, two times?", "use1", "true"));
        assertThat(DeskClient.location(done)).as(done.body()).endsWith("done=taught");
        assertThat(jdbc.sql("""
                select p.text from faq_phrasing p join faq_entry e on e.id = p.entry where e.question = ?
                and p.kind = 'alternative'""").param(CHARGED).query(String.class).list())
                .hasSize(3).contains("Billed, two times?").doesNotContain("Why was I billed two times?");
    }

    @Test
    void whatWasDoneForOneCustomerHasToBeRewritten() {
        told("I have refunded the second charge to your card.", CHARGED);
        Map<String, String> form = form("answer", "I have refunded the second charge to your card.", "rule", "true");
        HttpResponse<String> refused = post("publish", form);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("a rule for everybody", "id=\"rule\"");
        assertThat(isPublished(CHARGED)).isFalse();

        Map<String, String> other = form("answer", "We have refunded all such charges, and do so within three days.");
        HttpResponse<String> still = ann.send(refused, page() + "/publish", other);
        assertThat(still.statusCode()).isEqualTo(422);
        other.put("rule", "true");
        assertThat(DeskClient.location(ann.send(still, page() + "/publish", other))).endsWith("done=taught");
    }

    @Test
    void whatTellsOfSomebodyIsTakenOutOnceMore() {
        told(REFUND, "I am Joan Baxter. " + CHARGED);
        HttpResponse<String> refused = post("publish",
                form("answer", REFUND + " Ask joan.baxter@example.org or Joan."));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("was taken out of what you wrote", "[mail]")
                .doesNotContainIgnoringCase("joan");
        assertThat(jdbc.sql("select count(*) from suggestion").query(Integer.class).single()).isZero();

        HttpResponse<String> done = ann.send(refused, page() + "/publish",
                form("answer", REFUND + " Ask [mail].", "looked", "true"));
        assertThat(DeskClient.location(done)).as(done.body()).endsWith("done=taught");
    }

    @Test
    void aContradictionStandsBesideItAndIsNotTaughtUnseen() {
        String question = "How long do I have to return something?";
        told("You have 99 days to send it back, and we pay the postage for it.", question);
        assertThat(ann.get(page()).body()).contains("Answers the same question otherwise", "<mark>99</mark>");
        Map<String, String> form = form("question", question, "answer",
                "You have 99 days to send it back, and we pay the postage for it.");
        HttpResponse<String> refused = post("publish", form);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("The FAQ says something else to this question.", "id=\"both\"");
        assertThat(state()).isNotEqualTo("resolved");
    }

    @Test
    void theVeryQuestionOfAnEntryIsNoNewEntry() {
        String question = jdbc.sql("select question from faq_entry where id = 'gift-wrapping'").query(String.class)
                .single();
        told("We wrap nothing at all, and never did so in the past.", question);
        HttpResponse<String> refused = post("publish", form("question", question, "answer",
                "We wrap nothing at all, and never did so in the past.", "both", "true", "looked", "true"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("The bot answers this very question already.");
        assertThat(state()).isNotEqualTo("resolved");
    }

    @Test
    void whatTheFaqSaysAlreadyBecomesAWayToAsk() {
        String answer = jdbc.sql("select answer from faq_entry where id = 'gift-wrapping'").query(String.class)
                .single();
        String question = "Do you offer gift wrapping for a cactus?";
        told(answer, question);
        Map<String, String> form = form("question", question, "answer", answer, "moreWays", "", "entry",
                "gift-wrapping", "looked", "true");
        HttpResponse<String> refused = post("publish", form);
        assertThat(refused.body()).contains("The FAQ says so already.");

        HttpResponse<String> done = ann.send(refused, page() + "/attach", form);
        assertThat(DeskClient.location(done)).as(done.body()).endsWith("done=taught");
        assertThat(jdbc.sql("select exists (select from faq_phrasing where entry = 'gift-wrapping' and text = ?)")
                .param(question).query(Boolean.class).single()).isTrue();
        assertThat(state()).isEqualTo("resolved");
        jdbc.sql("delete from faq_phrasing where entry = 'gift-wrapping' and text = ?").param(question).update();
    }

    @Test
    void whatTakesQuestionsNeedsASecondClickAndLeavesTheTicketOpenBeforeIt() {
        String present = "Can you wrap my plant as a birthday present?";
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            visitor.ask(present);
            visitor.vote(1);
        }
        String question = "Do you wrap plants as birthday presents?";
        told("Plants are wrapped as birthday presents in the shop on Saturdays.", question);
        Map<String, String> form = form("question", question, "answer",
                "Plants are wrapped as birthday presents in the shop on Saturdays.", "moreWays",
                "Could my plant be wrapped as a birthday present?\nI want a plant wrapped as a birthday present",
                "both",
                "true", "looked", "true");
        HttpResponse<String> tried = post("try", form);
        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(tried.body()).contains("Taken from answers that had helped: 1", present);

        HttpResponse<String> refused = post("publish", form);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("Taken from answers that had helped: 1", present);
        assertThat(state()).isNotEqualTo("resolved");
        Matcher assent = ASSENT.matcher(refused.body());
        assertThat(assent.find()).isTrue();
        form.put("effect", assent.group(1));
        assertThat(DeskClient.location(ann.send(refused, page() + "/publish", form))).endsWith("done=taught");
        assertThat(isPublished(question)).isTrue();
    }

    @Test
    void aColleaguesTicketIsNeitherResolvedNorTaughtFrom() {
        told(REFUND, CHARGED);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        try (DeskClient bob = DeskClient.signedIn(port, "bob", DeskClient.PASSWORD)) {
            HttpResponse<String> page = bob.get(page());
            assertThat(page.body()).contains("Ann has this ticket");
            HttpResponse<String> refused = bob.send(page, page() + "/publish", form());
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("Ann has this ticket", "You took the money for my account two times");
        }
        assertThat(isPublished(CHARGED)).isFalse();
        assertThat(jdbc.sql("select count(*) from suggestion").query(Integer.class).single()).isZero();
    }

    @Test
    void othersWordsAreOfferedAsWaysToAsk() {
        told(REFUND, CHARGED);
        Taught.askedAlike(jdbc, likeness, OTHER, List.of());
        assertThat(ann.get(page()).body()).contains(OTHER, "other customers");
    }

    @Test
    void whatIsTooLongOrEmptyIsSaid() {
        told(REFUND, CHARGED);
        for (Map<String, String> wrong : List.of(form("question", " "), form("answer", " "),
                form("question", "q".repeat(501)), form("moreWays", "x".repeat(501)))) {
            assertThat(post("publish", wrong).statusCode()).as(wrong.toString()).isEqualTo(422);
            assertThat(post("try", wrong).statusCode()).as(wrong.toString()).isEqualTo(422);
        }
        assertThat(state()).isNotEqualTo("resolved");
    }
}
