package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handover.TicketDeadlines;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
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
import org.springframework.web.util.HtmlUtils;

/** Tickets are found by words and tags, and put off until later, on pages without script. */
@ParleyTest(properties = "parley.serving=false")
class DeskSearchTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TicketDeadlines deadlines;

    private DeskClient ann;

    @BeforeEach
    void start() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        jdbc.sql("delete from ticket").update();
    }

    @AfterEach
    void stop() {
        ann.close();
    }

    @Test
    void aTicketIsFoundByWhatWasAskedTheNameTheSubjectAndNotes() {
        String ticket = ticket("Wo bleibt die Lieferung FK-204417 für Frau Übermaß?", "Jürgen O'Neill", "email");
        ticket("Another matter", "Somebody", "web");
        jdbc.sql("""
                insert into mail_thread (thread, mailbox, person, subject_key, seen_at)
                select thread, 'm', 'p', 'damaged umbrella', now() from conversation
                where id = (select conversation_id from ticket where id = ?)""").param(id(ticket)).update();
        ann.send(ann.get(ticket), ticket + "/note", Map.of("text", "The courier lost it in Zaragoza"));

        for (String words : List.of("lieferung", "LIEFER", "fk-204417", "204417", "übermaß für", "jürgen neill",
                "courier zarag", "umbrella", "wo bleibt? (die)!")) {
            assertThat(found(words, false)).as(words).containsExactly(ticket);
        }
        for (String words : List.of("lieferung another", "ieferung", "penguin", "?!", "' or 1=1 --", ":* & | !",
                "\\")) {
            assertThat(found(words, false)).as(words).isEmpty();
        }
        assertThat(found("", false)).hasSize(2);
    }

    @Test
    void whatTheCustomerWritesLaterIsFoundAndWhatTheyTakeBackIsNot() {
        String ticket = ticket("A question", "Somebody", "web");
        long conversation = jdbc.sql("select conversation_id from ticket where id = ?").param(id(ticket))
                .query(Long.class).single();
        long message = say(conversation, "It was a turquoise kettle");
        jdbc.sql("update ticket set last_customer_at = now() where id = ?").param(id(ticket)).update();
        assertThat(found("turquoise", false)).containsExactly(ticket);

        jdbc.sql("update message set text = '' where id = ?").param(message).update();

        assertThat(found("turquoise", false)).isEmpty();
        assertThat(found("question", false)).containsExactly(ticket);
    }

    @Test
    void resolvedTicketsAreOfferedWhereNothingElseIsFound() {
        String ticket = ticket("A resolved matter", "Somebody", "web");
        ann.send(ann.get(ticket), ticket + "/resolve", Map.of());

        String page = ann.get("/desk/search?q=resolved+matter").body();
        assertThat(page).contains("Nothing;", "search in resolved too?")
                .contains("/desk/search?q=resolved%20matter&amp;tag=&amp;resolved=true");
        assertThat(found("resolved matter", true)).containsExactly(ticket);
    }

    @Test
    void whatIsFoundHasPages() {
        for (int i = 0; i < 120; i++) {
            ticket("The same old question " + i, "Somebody", "web");
        }
        List<String> seen = new ArrayList<>();
        String next = "/desk/search?q=same+old";
        while (next != null) {
            String page = ann.get(next).body();
            seen.addAll(all("href=\"(/desk/t/\\d+)\"", page));
            next = all("rel=\"next\" href=\"([^\"]+)\"", page).stream().map(HtmlUtils::htmlUnescape).findFirst()
                    .orElse(null);
        }
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void aTagIsAddedFoundAndRemoved() {
        String ticket = ticket("A question", "Somebody", "web");
        ticket("Another", "Somebody", "web");
        for (String tag : List.of("VIP  Kunde", "<b>&", "x".repeat(100), " ")) {
            assertThat(DeskClient.location(ann.send(ann.get(ticket), ticket + "/tag", Map.of("add", tag))))
                    .isEqualTo(ticket + "?done=tagged");
        }
        assertThat(ann.get(ticket).body()).contains(">vip kunde<", ">&lt;b&gt;&amp;<", ">" + "x".repeat(40) + "<");
        assertThat(jdbc.sql("select count(*) from ticket_tag").query(Integer.class).single()).isEqualTo(3);

        assertThat(all("href=\"(/desk/t/\\d+)\"", ann.get("/desk/search?tag=VIP+kunde").body()))
                .containsExactly(ticket);
        ann.send(ann.get(ticket), ticket + "/tag", Map.of("remove", "vip kunde"));
        assertThat(all("href=\"(/desk/t/\\d+)\"", ann.get("/desk/search?tag=VIP+kunde").body())).isEmpty();
    }

    @Test
    void aSnoozedTicketIsOnItsOwnListUntilItsTimeComes() {
        String ticket = ticket("A question", "Somebody", "web");
        HttpResponse<String> done = ann.send(ann.get(ticket), ticket + "/snooze", Map.of("until", "hour"));
        assertThat(DeskClient.location(done)).isEqualTo(ticket + "?done=snoozed");
        assertThat(on("waiting")).isEmpty();
        assertThat(on("snoozed")).containsExactly(ticket);
        assertThat(ann.get(ticket).body()).contains("Snoozed until ");
        deadlines.run();
        assertThat(on("snoozed")).containsExactly(ticket);

        jdbc.sql(
                "update ticket set snoozed_until = now() - interval '1 second', idle_since = now() - interval '1 year'")
                .update();
        deadlines.run();

        assertThat(on("waiting")).containsExactly(ticket);
        assertThat(on("snoozed")).isEmpty();
    }

    @Test
    void noDeadlinePassesForASnoozedTicket() {
        String ticket = ticket("A question", "Somebody", "web");
        ann.send(ann.get(ticket), ticket + "/snooze", Map.of("until", "reply"));
        jdbc.sql("update ticket set idle_since = now() - interval '1 year'").update();

        deadlines.run();

        assertThat(on("snoozed")).containsExactly(ticket);
        assertThat(ann.get("/desk?tab=snoozed").body()).contains("until they write");
        ann.send(ann.get(ticket), ticket + "/wake", Map.of());
        assertThat(on("waiting")).containsExactly(ticket);
    }

    @Test
    void whoActsOnASnoozedTicketBringsItBack() {
        String ticket = ticket("A question", "Somebody", "web");
        ann.send(ann.get(ticket), ticket + "/snooze", Map.of("until", "tomorrow"));
        ann.send(ann.get(ticket), ticket + "/reply", Map.of("text", "Hello."));

        assertThat(on("mine")).containsExactly(ticket);
        assertThat(on("snoozed")).isEmpty();
    }

    private List<String> on(String tab) {
        return all("href=\"(/desk/t/\\d+)\"", ann.get("/desk?tab=" + tab).body());
    }

    private List<String> found(String words, boolean resolved) {
        return all("href=\"(/desk/t/\\d+)\"", ann.get("/desk/search?q="
                + java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8) + "&resolved=" + resolved)
                .body());
    }

    private static List<String> all(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static long id(String ticket) {
        return Long.parseLong(ticket.substring(ticket.lastIndexOf('/') + 1));
    }

    private long say(long conversation, String text) {
        return jdbc.sql("""
                insert into message (conversation_id, author, text, said_at, channel)
                values (?, 'participant', ?, now(), 'web') returning id""").param(conversation).param(text)
                .query(Long.class).single();
    }

    private String ticket(String question, String name, String channel) {
        long conversation = jdbc
                .sql("""
                        insert into conversation (channel, thread, address) values (?, gen_random_uuid()::text, 'box|thread|ann@example.org')
                        returning id""")
                .param(channel).query(Long.class).single();
        long person = jdbc.sql("""
                insert into participant (channel, external_id, name) values (?, gen_random_uuid()::text, ?)
                returning id""").param(channel).param(name).query(Long.class).single();
        long message = say(conversation, question);
        jdbc.sql("update message set participant_id = ? where id = ?").param(person).param(message).update();
        return "/desk/t/" + jdbc.sql("""
                insert into ticket (conversation_id, message_id, participant_id, reason, opened_at, waits_since)
                values (?, ?, ?, 'policy', now(), now()) returning id""").param(conversation).param(message)
                .param(person).query(Long.class).single();
    }
}
