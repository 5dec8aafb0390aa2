package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

/** The page of a ticket in a browser without script: what it knows, and what it asks before something is sent. */
@ParleyTest
class DeskComposerTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient ann;
    private DeskClient bob;
    private long ticket;
    private String page;

    @BeforeEach
    void start() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        bob = DeskClient.signedIn(port, "bob", DeskClient.PASSWORD);
        ticket = ticket("How do I reset my password?");
        page = "/desk/t/" + ticket;
    }

    @AfterEach
    void signOut() {
        ann.close();
        bob.close();
        jdbc.sql(
                "update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test' where state <> 'resolved'")
                .update();
        jdbc.sql("update agent set state = 'away'").update();
    }

    @Test
    void asksOnceWhenTheCustomerWroteMeanwhile() {
        HttpResponse<String> before = ann.get(page);
        says("participant", "Or is it about my parcel?");
        says("participant", "Sorry, one more.");

        HttpResponse<String> asked = ann.send(before, page + "/reply", Map.of("text", "Click on \"forgotten\"."));
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("The customer wrote 2 messages since you looked",
                ">Click on &quot;forgotten&quot;.</textarea>", "Sorry, one more.");
        assertThat(said()).isEmpty();
        assertThat(state()).as("a refused reply changes nothing").isEqualTo("waiting 0");

        assertThat(DeskClient.location(ann.send(asked, page + "/reply", Map.of("text", "Click here."))))
                .isEqualTo(page + "?done=sent");
        says("participant", "Thanks");
        assertThat(ann.send(asked, page + "/reply", Map.of("text", "Click here.")).statusCode())
                .as("what was sent is sent, whatever was said since").isEqualTo(302);
        assertThat(said()).containsExactly("Click here.");
    }

    @Test
    void doesNotAskForWhatTheBotSaysOrWasTakenBack() {
        HttpResponse<String> before = ann.get(page);
        says("bot", "I have passed it on.");
        says("participant", "");
        jdbc.sql("update message set deleted_at = now() where text = ''").update();

        assertThat(ann.send(before, page + "/reply", Map.of("text", "Hello.")).statusCode()).isEqualTo(302);
    }

    @Test
    void aReplyThatIsToResolveIsSentAndResolvesOrNeither() {
        HttpResponse<String> before = ann.get(page);
        says("participant", "Wait");
        assertThat(ann.send(before, page + "/reply", Map.of("text", "Bye.", "resolve", "true")).statusCode())
                .isEqualTo(409);
        assertThat(said()).isEmpty();
        assertThat(ann.send(ann.get(page), page + "/reply", Map.of("text", "Bye.", "resolve", "true")).statusCode())
                .isEqualTo(302);
        assertThat(said()).containsExactly("Bye.");
        assertThat(state()).startsWith("resolved");
    }

    @Test
    void aFormThatIsSentOnceMoreToResolveSendsNothingMoreAndResolves() {
        HttpResponse<String> form = ann.get(page);
        ann.send(form, page + "/reply", Map.of("text", "Bye."));

        assertThat(ann.send(form, page + "/reply", Map.of("text", "Bye.", "resolve", "true")).statusCode())
                .isEqualTo(302);
        assertThat(said()).containsExactly("Bye.");
        assertThat(state()).startsWith("resolved");
    }

    @Test
    void whoComesLateMayTakeOverOrKeepTheirTextAsANote() {
        HttpResponse<String> before = ann.get(page);
        bob.send(bob.get(page), page + "/take", Map.of());
        HttpResponse<String> refused = ann.send(before, page + "/reply", Map.of("text", "Hello."));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Bob has this ticket since", "id=\"send-over\"", "id=\"as-a-note\"",
                ">Hello.</textarea>");

        ann.send(refused, page + "/note", Map.of("text", "Hello."));
        assertThat(ann.get(page).body()).contains("<div class=\"words\">Hello.</div>");
        ann.send(ann.send(before, page + "/reply", Map.of("text", "Hi.")), page + "/reply", Map.of("text", "Hi."));
        assertThat(said()).containsExactly("Hi.");
    }

    @Test
    void isGivenToAColleague() {
        jdbc.sql("update agent set state = 'here' where login = 'bob'").update();
        String shown = ann.get(page).body();
        assertThat(shown).contains("name=\"to\" value=\"bob\"").doesNotContain("name=\"to\" value=\"ann\"");
        assertThat(shown.indexOf("value=\"bob\"")).as("who is here comes first")
                .isLessThan(shown.indexOf("value=\"admin\""));

        assertThat(DeskClient.location(ann.send(ann.get(page), page + "/assign", Map.of("to", "bob"))))
                .isEqualTo(page + "?done=assigned");
        assertThat(ann.get(page).body()).contains("with Bob", "Bob was given it");
        HttpResponse<String> wrong = ann.send(ann.get(page), page + "/assign", Map.of("to", "no\0body"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("There is no such agent.");
    }

    @Test
    void showsWhenItWasSnoozedAndCameBack() {
        ann.send(ann.get(page), page + "/snooze", Map.of("until", "hour"));
        ann.send(ann.get(page), page + "/wake", Map.of());

        assertThat(ann.get(page).body()).contains("Ann snoozed it", "It came back: Ann");
    }

    @Test
    void whatWasTakenBackHasAPlaceAndNoWords() {
        says("participant", "My secret");
        jdbc.sql("update message set text = '', deleted_at = now() where text = 'My secret'").update();

        assertThat(ann.get(page).body()).contains("message customer gone", ">taken back</div>");
        assertThat(ann.with("Basic YWRtaW46dGhlIHNldHRpbmcncyBvd24=", "GET", "/api/tickets/" + ticket).body())
                .contains("reset my password").doesNotContain("\"text\":\"\"");
    }

    @Test
    void saysWhichReplyWasNotDeliveredAndWhy() {
        jdbc.sql(
                """
                        with said as (insert into message (conversation_id, author, agent, text, said_at, channel, source)
                            select conversation_id, 'agent', 'Bob', 'Let me see.', now(), 'web', 'person' from ticket where id = ?
                            returning id)
                        insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state, error,
                            done_at)
                        select 'web', 'o' || id, 'a', id, 0, 'send', '{}', 'dead_letter', 'chat <not> found', now() from said""")
                .param(ticket).update();

        assertThat(ann.get(page).body())
                .contains("Not delivered: chat &lt;not&gt; found. Reach the customer another way");
    }

    @Test
    void theFaqsAnswersAreBesideAndArePutIntoTheText() {
        String shown = ann.get(page).body();
        assertThat(shown).contains("id=\"near\"").containsPattern("\\d+ % sure</small>");
        String near = Pattern.compile("class=\"plain put\"[^>]* value=\"([^\"]+)\"").matcher(shown).results()
                .map(found -> HtmlUtils.htmlUnescape(found.group(1))).findFirst().orElseThrow();
        String answer = jdbc.sql("select answer from faq_entry where id = ?").param(near).query(String.class).single();

        String put = ann.send(ann.get(page), page + "/faq", Map.of("text", "Dear Kim,", "put", near)).body();
        assertThat(HtmlUtils.htmlUnescape(put)).contains(">Dear Kim,\n\n" + answer + "</textarea>");
        String found = ann.send(ann.get(page), page + "/faq", Map.of("text", "Dear Kim,", "faq", "gift wrapping"))
                .body();
        assertThat(found).contains(">Dear Kim,</textarea>", "value=\"gift wrapping\"").contains("gift wrapping?");
        for (String odd : List.of("", " ", "\0", "x".repeat(300), "no such entry")) {
            assertThat(ann.send(ann.get(page), page + "/faq", Map.of("text", "Dear", "put", odd, "faq", odd)).body())
                    .contains(">Dear</textarea>");
        }
    }

    @Test
    void answersThatTheBotWouldNotEvenOfferAreNotBeside() {
        String odd = "/desk/t/" + ticket("Do you deliver live penguins to the south pole?");
        String shown = ann.get(odd).body();
        assertThat(shown).contains("The bot knows no answer that is likely to fit.")
                .doesNotContain("class=\"plain put\"");
        assertThat(ann.send(ann.get(odd), odd + "/faq", Map.of("text", "Dear Kim,", "faq", "penguins")).body())
                .as("who searches sees all that is found").contains("class=\"plain put\"");
    }

    @Test
    void theFaqIsAskedByTheScript() {
        String found = ann.get("/desk/faq/find?q=gift+wrapping").body();
        assertThat(found).startsWith("[{").contains("\"question\":", "\"answer\":", "\"percent\":");
        assertThat(ann.get("/desk/faq/find").body()).isEqualTo("[]");
        assertThat(ann.get("/desk/faq/find?q=%00").statusCode()).isEqualTo(200);
    }

    @Test
    void theCustomersOtherTicketsAreBesideIt() {
        long participant = jdbc.sql(
                "insert into participant (channel, external_id, name) values ('web', gen_random_uuid()::text, 'Kim') returning id")
                .query(Long.class).single();
        long other = ticket("Where is my parcel?");
        jdbc.sql("update ticket set participant_id = ? where id in (?, ?)").param(participant).param(other)
                .param(ticket).update();

        assertThat(ann.get(page).body()).contains("class=\"earlier\"",
                "<a href=\"/desk/t/" + other + "\">Where is my parcel?</a>");
        assertThat(ann.get("/desk/t/" + ticket("Hi")).body()).contains("No other tickets.");
    }

    private List<String> said() {
        return jdbc.sql("""
                select m.text from message m join ticket t on t.conversation_id = m.conversation_id
                where t.id = ? and m.author = 'agent' order by m.id""").param(ticket).query(String.class).list();
    }

    private String state() {
        return jdbc.sql("select state || ' ' || revision from ticket where id = ?").param(ticket).query(String.class)
                .single();
    }

    private void says(String author, String text) {
        jdbc.sql("""
                insert into message (conversation_id, author, text, said_at, channel)
                select conversation_id, ?, ?, now(), 'web' from ticket where id = ?""").param(author).param(text)
                .param(ticket).update();
    }

    private long ticket(String question) {
        return jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values ('web', gen_random_uuid()::text, 'a') returning id),
                     said as (insert into message (conversation_id, author, text, said_at, channel)
                              select id, 'participant', ?, now(), 'web' from talk returning id, conversation_id)
                insert into ticket (conversation_id, message_id, reason, opened_at)
                select conversation_id, id, 'policy', now() from said returning id""").param(question)
                .query(Long.class).single();
    }
}
