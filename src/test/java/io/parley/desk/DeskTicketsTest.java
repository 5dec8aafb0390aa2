package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two agents at the desk, in browsers without script, and customers of the web chat. */
@ParleyTest
class DeskTicketsTest {
    private static final String HUMAN = "I want to talk to a human please";
    private static final String PASSWORD_QUESTION = "How do I reset my password?";
    private static final AtomicInteger number = new AtomicInteger();
    private final JsonMapper json = JsonMapper.shared();
    private final String customer = "desk-" + number.incrementAndGet();

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient ann;
    private DeskClient bob;

    @BeforeEach
    void start() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        bob = DeskClient.signedIn(port, "bob", DeskClient.PASSWORD);
        jdbc.sql("delete from usage_count").update();
    }

    @AfterEach
    void signOut() {
        ann.close();
        bob.close();
        jdbc.sql(
                "update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test' where state <> 'resolved'")
                .update();
    }

    @Test
    void anAgentTakesAnswersAndResolves() throws Exception {
        String ticket = opened();

        done(act(ann, ticket, "take", Map.of()), ticket, "taken");
        assertThat(ann.get("/desk?tab=mine").body()).contains("href=\"" + ticket + "\"");
        done(act(ann, ticket, "reply", Map.of("text", "Hello.\r\nHow can I help?")), ticket, "sent");
        assertThat(ask(PASSWORD_QUESTION).statusCode()).as("the bot is silent").isEqualTo(202);
        assertThat(ann.get(ticket).body()).contains(PASSWORD_QUESTION);
        done(act(ann, ticket, "resolve", Map.of("next", "false")), ticket, "resolved");

        assertThat(said("agent")).containsExactly("Hello.\nHow can I help?");
        assertThat(ann.get(ticket).body()).contains("resolved by Ann", "Ann took it", "Ann replied")
                .doesNotContain("id=\"send\"");
        assertThat(ann.get("/desk?tab=resolved").body()).contains("href=\"" + ticket + "\"");
        assertThat(source(ask(PASSWORD_QUESTION))).isEqualTo("faq");
    }

    @Test
    void anAgentCallsAnAnswerWrongWithOneClickAndTakesThatBackWithAnother() throws Exception {
        String question = "how can I change the password of mine";
        assertThat(source(ask(question))).isEqualTo("faq");
        String ticket = opened();
        long answer = jdbc.sql("""
                select m.id from message m join ticket t on t.conversation_id = m.conversation_id
                where t.id = ? and m.source = 'faq'""").param(id(ticket)).query(Long.class).single();
        assertThat(ann.get(ticket).body()).containsOnlyOnce("This answer is wrong");

        done(act(ann, ticket, "answers/" + answer + "/wrong", Map.of()), ticket, "wrong");
        assertThat(ann.get(ticket).body()).contains("You say that this answer is wrong.");
        assertThat(bob.get(ticket).body()).contains("This answer is wrong").doesNotContain("You say that");
        assertThat(denials(question)).isEqualTo(1);

        done(act(ann, ticket, "answers/" + answer + "/not-wrong", Map.of()), ticket, "not-wrong");
        assertThat(denials(question)).isZero();
        jdbc.sql("update lesson_vote set said = 'named' where voice is null").update();
        done(act(ann, ticket, "answers/" + answer + "/not-wrong", Map.of()), ticket, "not-wrong");
        String other = opened("other-" + customer);
        assertThat(act(ann, other, "answers/" + answer + "/wrong", Map.of()).statusCode()).isEqualTo(404);
    }

    private int denials(String question) {
        return jdbc.sql("""
                select count(*) from lesson_vote v join lesson l on l.id = v.lesson
                where l.text = ? and v.said = 'unhelpful' and v.voice is null""").param(question).query(Integer.class)
                .single();
    }

    @Test
    void theSubjectOfAMailIsShownAsPlainText() throws Exception {
        String ticket = opened();
        jdbc.sql("""
                update conversation set channel = 'email', address = 'main|' || thread || '|ann@example.org'
                where id = (select conversation_id from ticket where id = ?)""").param(id(ticket)).update();
        jdbc.sql("""
                insert into mail_in (mailbox, folder, uidvalidity, uid, identity, message_id, reference_ids, sender,
                    subject, thread, decision, received_at)
                select 'main', 'INBOX', 1, t.id, 'i' || t.id, 'm' || t.id, '', 'ann@example.org',
                    'The <b>lamp</b>', c.thread, 'question', now()
                from ticket t join conversation c on c.id = t.conversation_id where t.id = ?""").param(id(ticket))
                .update();

        assertThat(ann.get(ticket).body()).contains("Subject: The &lt;b&gt;lamp&lt;/b&gt;");
        assertThat(ann.get("/desk").body()).contains("The &lt;b&gt;lamp&lt;/b&gt;");
    }

    @Test
    void whatTheBotSaidIsShownWithItsSourceConfidenceAndVerdict() throws Exception {
        JsonNode answer = json.readTree(ask(PASSWORD_QUESTION).body());
        post("/api/feedback", "{\"sessionId\":\"%s\",\"messageId\":\"%s\",\"vote\":-1}".formatted(customer,
                answer.path("messageId").asString()));
        String ticket = opened();

        assertThat(ann.get(ticket).body()).contains(">FAQ<",
                ">" + Math.round(answer.path("confidence").asDouble() * 100) + " % sure<", ">found not helpful<");
    }

    @Test
    void aReplyThatIsSentFiveTimesIsOneMessage() throws Exception {
        String ticket = opened();
        HttpResponse<String> page = ann.get(ticket);

        List<CompletableFuture<HttpResponse<String>>> five = IntStream.range(0, 5).mapToObj(i -> CompletableFuture
                .supplyAsync(() -> ann.send(page, ticket + "/reply", Map.of("text", "Once.")))).toList();

        five.forEach(one -> done(one.join(), ticket, "sent"));
        assertThat(said("agent")).containsExactly("Once.");
        HttpResponse<String> other = ann.send(page, ticket + "/reply", Map.of("text", "Twice?"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains(">Twice?</textarea>", "was sent already");
        done(ann.send(other, ticket + "/reply", Map.of("text", "Twice?")), ticket, "sent");
        assertThat(said("agent")).containsExactly("Once.", "Twice?");
    }

    @Test
    void theOneWhoComesLateIsToldWhoHasItAndKeepsTheirText() throws Exception {
        String ticket = opened();
        HttpResponse<String> seenByBob = bob.get(ticket);
        done(act(ann, ticket, "take", Map.of()), ticket, "taken");
        HttpResponse<String> seenByAnn = ann.get(ticket);

        HttpResponse<String> late = bob.send(seenByBob, ticket + "/reply", Map.of("text", "Bob's <b>words</b>"));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Ann has this ticket since", ">Bob&#39;s &lt;b&gt;words&lt;/b&gt;</textarea>",
                "Take over and send");
        for (String act : List.of("take", "resolve", "hand-back")) {
            assertThat(bob.send(seenByBob, ticket + "/" + act, Map.of()).statusCode()).as(act).isEqualTo(409);
        }
        assertThat(said("agent")).isEmpty();
        done(bob.send(late, ticket + "/note", Map.of("text", "I know them.")), ticket, "noted");
        done(bob.send(late, ticket + "/reply", Map.of("text", "Bob's words")), ticket, "sent");
        assertThat(said("agent")).containsExactly("Bob's words");
        assertThat(jdbc.sql("select actor || ' ' || deed || ' ' || object || ' ' || detail from audit where object = ?")
                .param(ticket.replace("/desk/t/", "")).query(String.class).list())
                .containsExactly("bob ticket_taken_over " + ticket.replace("/desk/t/", "") + " Ann");
        HttpResponse<String> stale = ann.send(seenByAnn, ticket + "/reply", Map.of("text", "Mine?"));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("Bob has this ticket since", ">Mine?</textarea>");
    }

    @Test
    void ofTwoAgentsAtOnceOneAnswersAndTheOtherIsTold() throws Exception {
        for (int round = 0; round < 20; round++) {
            jdbc.sql("delete from usage_count").update();
            String who = customer + "-" + round;
            String ticket = opened(who);
            HttpResponse<String> seenByAnn = ann.get(ticket);
            HttpResponse<String> seenByBob = bob.get(ticket);

            CompletableFuture<HttpResponse<String>> anns = CompletableFuture
                    .supplyAsync(() -> ann.send(seenByAnn, ticket + "/reply", Map.of("text", "From Ann")));
            HttpResponse<String> bobs = bob.send(seenByBob, ticket + "/reply", Map.of("text", "From Bob"));

            boolean annWon = anns.join().statusCode() == 302;
            assertThat(bobs.statusCode()).isEqualTo(annWon ? 409 : 302);
            assertThat((annWon ? bobs : anns.join()).body()).contains((annWon ? "Ann" : "Bob") + " has this ticket");
            assertThat(said("agent", who)).containsExactly(annWon ? "From Ann" : "From Bob");
        }
    }

    @Test
    void aNoteStaysInside() throws Exception {
        String ticket = opened();
        HttpResponse<String> page = ann.get(ticket);

        done(ann.send(page, ticket + "/note", Map.of("text", "Calls every week.")), ticket, "noted");
        done(ann.send(page, ticket + "/note", Map.of("text", "Calls every week.")), ticket, "noted");

        assertThat(bob.get(ticket).body()).containsOnlyOnce(">Calls every week.<");
        assertThat(
                jdbc.sql("select count(*) from message where text like '%every week%'").query(Integer.class).single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from outbox where payload like '%every week%'").query(Integer.class)
                .single()).isZero();
        assertThat(bob.get("/desk?tab=waiting").body()).as("nobody has it").contains("href=\"" + ticket + "\"");
    }

    @Test
    void nothingIsSentThatIsEmptyOrTooLong() throws Exception {
        String ticket = opened();
        for (String text : List.of("", "  \n", "x".repeat(8_001))) {
            for (String act : List.of("reply", "note")) {
                assertThat(act(ann, ticket, act, Map.of("text", text)).statusCode()).isEqualTo(422);
            }
        }
        assertThat(said("agent")).isEmpty();
    }

    @Test
    void whatIsHandedBackTheBotAnswersAgain() throws Exception {
        String ticket = opened();
        act(ann, ticket, "reply", Map.of("text", "Hello."));
        assertThat(ask(PASSWORD_QUESTION).statusCode()).isEqualTo(202);

        done(act(ann, ticket, "hand-back", Map.of()), ticket, "handed-back");

        assertThat(source(ask(PASSWORD_QUESTION))).isEqualTo("faq");
        assertThat(ann.get(ticket).body()).contains("Ann handed it back to the bot");
    }

    @Test
    void whoIsDoneGoesOnWithTheirOwnTicketsAndThenWithThoseThatWait() throws Exception {
        String waiting = opened(customer + "-1");
        String mine = opened(customer + "-2");
        String last = opened(customer + "-3");
        act(ann, mine, "take", Map.of());
        act(ann, last, "take", Map.of());

        assertThat(DeskClient.location(act(ann, last, "resolve", Map.of("next", "true"))))
                .isEqualTo(mine + "?done=next");
        assertThat(ann.get(mine + "?done=next").body()).contains("This is your next ticket.");
        assertThat(DeskClient.location(act(ann, mine, "resolve", Map.of("next", "true"))))
                .isEqualTo(waiting + "?done=next");
        assertThat(DeskClient.location(act(ann, waiting, "resolve", Map.of("next", "true"))))
                .isEqualTo("/desk?done=last");
    }

    @Test
    void aSnoozedTicketComesBackWhenItsCustomerWrites() throws Exception {
        String ticket = opened();
        act(ann, ticket, "reply", Map.of("text", "Tell me more."));
        done(act(ann, ticket, "snooze", Map.of("until", "reply")), ticket, "snoozed");
        assertThat(lists(ann, ticket)).containsExactly("snoozed");

        ask("The number is 12345.");

        assertThat(lists(ann, ticket)).containsExactly("mine");
    }

    @Test
    void eachTicketIsOnItsList() throws Exception {
        String waiting = opened(customer + "-1");
        String anns = opened(customer + "-2");
        String replied = opened(customer + "-3");
        act(ann, anns, "take", Map.of());
        act(ann, replied, "reply", Map.of("text", "Like this."));

        assertThat(lists(ann, waiting)).containsExactly("waiting");
        assertThat(lists(ann, anns)).containsExactly("mine");
        assertThat(lists(bob, anns)).containsExactly("colleagues");
        assertThat(lists(ann, replied)).containsExactly("mine", "replied");
        assertThat(lists(bob, replied)).containsExactly("replied");
        assertThat(jdbc.sql("select count(*) from ticket where id = ? and participant_id is not null")
                .param(id(waiting)).query(Integer.class).single()).isOne();
    }

    @Test
    void aLongListHasPages() throws Exception {
        opened();
        jdbc.sql("""
                with talk as (
                    insert into conversation (channel, thread, address)
                    select 'web', 'many-' || n, 'many' from generate_series(1, 129) n returning id)
                insert into ticket (conversation_id, reason, opened_at) select id, 'policy', now() from talk""")
                .update();

        List<String> seen = new ArrayList<>();
        String next = "/desk?tab=waiting";
        while (next != null) {
            String page = ann.get(next).body();
            seen.addAll(all("href=\"(/desk/t/\\d+)\"", page));
            next = all("rel=\"next\" href=\"([^\"]+)\"", page).stream().map(HtmlUtils::htmlUnescape).findFirst()
                    .orElse(null);
        }
        assertThat(seen).hasSize(130).doesNotHaveDuplicates();
        assertThat(ann.get("/desk").body()).contains(">99+<");
    }

    @Test
    void whatPeopleWriteStaysText() throws Exception {
        String hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> ${7777*7777} [[${7777*7777}]] {agent}";
        post("/api/chat", json.writeValueAsString(Map.of("sessionId", customer, "message", hostile)));
        String ticket = opened();
        act(ann, ticket, "reply", Map.of("text", hostile));
        act(ann, ticket, "note", Map.of("text", hostile));
        jdbc.sql("update participant set name = ? where external_id like ?").param(hostile).param("%" + customer + "%")
                .update();

        for (String path : List.of(ticket, "/desk?tab=mine", "/desk?tab=" + HtmlUtils.htmlEscape("<script>"))) {
            assertThat(ann.get(path).body()).as(path).doesNotContain("<script>", "<img", "60481729");
        }
        assertThat(ann.get(ticket).body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void theDeskSpeaksTheAgentsLanguage() throws Exception {
        String ticket = opened();

        assertThat(ann.in("de-AT", ticket).body()).contains("lang=\"de\"", "An den Kunden senden");
        assertThat(ann.in("ja", ticket).body()).contains("lang=\"en\"", "Send to the customer");
    }

    private Set<String> lists(DeskClient who, String ticket) {
        Set<String> lists = new HashSet<>();
        for (String tab : List.of("waiting", "mine", "colleagues", "replied", "snoozed", "resolved")) {
            if (who.get("/desk?tab=" + tab).body().contains("href=\"" + ticket + "\"")) {
                lists.add(tab);
            }
        }
        return lists;
    }

    private static void done(HttpResponse<String> answer, String ticket, String what) {
        assertThat(DeskClient.location(answer)).as(answer.body()).isEqualTo(ticket + "?done=" + what);
    }

    private static HttpResponse<String> act(DeskClient who, String ticket, String act, Map<String, String> fields) {
        return who.send(who.get(ticket), ticket + "/" + act, fields);
    }

    private String opened() throws Exception {
        return opened(customer);
    }

    private String opened(String who) throws Exception {
        long conversation = json.readTree(ask(who, HUMAN).body()).path("conversationId").asLong();
        return "/desk/t/" + jdbc.sql("select max(id) from ticket where conversation_id = ?").param(conversation)
                .query(Long.class).single();
    }

    private static long id(String ticket) {
        return Long.parseLong(ticket.substring(ticket.lastIndexOf('/') + 1));
    }

    private List<String> said(String author) {
        return said(author, customer);
    }

    private List<String> said(String author, String who) {
        return jdbc.sql("""
                select m.text from message m join conversation c on c.id = m.conversation_id
                where c.thread like ? and m.author = ? order by m.id""").param("%" + who).param(author)
                .query(String.class).list();
    }

    private HttpResponse<String> ask(String text) throws Exception {
        return ask(customer, text);
    }

    private HttpResponse<String> ask(String who, String text) throws Exception {
        return post("/api/chat", json.writeValueAsString(Map.of("sessionId", who, "message", text)));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString());
        }
    }

    private @Nullable String source(HttpResponse<String> answer) {
        return json.readTree(answer.body()).path("source").asString(null);
    }

    private static List<String> all(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
