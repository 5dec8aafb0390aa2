package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.handover.TicketLists;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inbox in a browser without script: which tickets it shows, what it says of them, and what is done about several. */
@ParleyTest(properties = "parley.serving=false")
class DeskInboxTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TicketLists lists;

    private DeskClient ann;
    private DeskClient bob;

    @BeforeEach
    void start() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test'").update();
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        bob = DeskClient.signedIn(port, "bob", DeskClient.PASSWORD);
    }

    @AfterEach
    void signOut() {
        ann.close();
        bob.close();
    }

    @Test
    void showsTheTicketsOfAChannelAReasonATagAndAnAgent() {
        long mail = ticket("email", "policy");
        long chat = ticket("web", "policy");
        long failed = ticket("web", "failure");
        tag(chat, "vip");
        tag(mail, "vip");

        assertThat(shown("/desk?channel=email")).containsExactly(mail);
        assertThat(shown("/desk?reason=failure")).containsExactly(failed);
        assertThat(shown("/desk?tag=+VIP")).containsExactly(mail, chat);
        assertThat(shown("/desk?tag=vip&channel=web&reason=policy")).containsExactly(chat);
        assertThat(shown("/desk?tag=vip&reason=failure")).isEmpty();
        assertThat(shown("/desk?channel=%00&reason=%27&tag=%00&owner=x&tab=y")).containsExactly(mail, chat, failed);

        act(bob, chat, "take");
        jdbc.sql("update ticket set waits_since = now() where id = ?").param(chat).update();
        act(ann, failed, "resolve");
        assertThat(shown("/desk?tab=colleagues&owner=" + id("bob"))).containsExactly(chat);
        assertThat(shown("/desk?tab=colleagues&owner=" + id("ann"))).isEmpty();
        String page = ann.get("/desk?tab=colleagues&channel=web&tag=vip").body();
        assertThat(page).contains("<option value=\"web\" selected=\"selected\">",
                "href=\"/desk?tab=mine&amp;channel=web&amp;tag=vip\"");
    }

    @Test
    void theColumnOfTimesIsNamedForWhatItShows() {
        long one = ticket("web", "policy");
        assertThat(head("/desk")).isEqualTo("Waits");
        jdbc.sql("update ticket set snoozed_until = now() + interval '1 hour' where id = ?").param(one).update();
        assertThat(head("/desk?tab=snoozed")).isEqualTo("Comes back");
        act(ann, one, "resolve");
        jdbc.sql(
                "update ticket set opened_at = '2026-01-02T03:04:05Z', resolved_at = '2026-03-04T05:06:07Z' where id = ?")
                .param(one).update();
        assertThat(head("/desk?tab=resolved")).isEqualTo("Resolved at");
        assertThat(ann.get("/desk?tab=resolved").body()).contains("datetime=\"2026-03-04T05:06:07Z\"")
                .doesNotContain("datetime=\"2026-01-02T03:04:05Z\"");
        jdbc.sql("update ticket set opened_at = now(), resolved_at = now() where id = ?").param(one).update();
    }

    private String head(String page) {
        return Pattern.compile("<th scope=\"col\">([^<]*)</th>").matcher(ann.get(page).body()).results().skip(2)
                .map(found -> found.group(1)).findFirst().orElseThrow();
    }

    @Test
    void aTicketIsShownWithTheQuestionBeforeTheWishForAPerson() {
        long one = ticket("web", "asked_for_person");
        says(one, "Where is my vase?");
        says(one, "I want a person");
        jdbc.sql("""
                update ticket t set message_id = (select max(id) from message where conversation_id = t.conversation_id)
                where id = ?""").param(one).update();
        assertThat(ann.get("/desk").body()).contains("Where is my vase?").doesNotContain("I want a person");
        says(one, "human please");
        assertThat(ann.get("/desk").body()).contains("Where is my vase?").doesNotContain("human please");
        says(one, "I want to speak to a person about my refund");
        assertThat(ann.get("/desk").body()).contains("I want to speak to a person about my refund");
    }

    private void says(long ticket, String text) {
        jdbc.sql("""
                insert into message (conversation_id, author, text, said_at, channel)
                select conversation_id, 'participant', ?, now(), 'web' from ticket where id = ?""").param(text)
                .param(ticket).update();
    }

    @Test
    void keepsTheFilterFromPageToPage() {
        List<Long> mails = IntStream.range(0, 53).mapToObj(n -> ticket("email", "policy")).toList();
        ticket("web", "policy");

        HttpResponse<String> page = ann.get("/desk?channel=email");
        assertThat(rows(page)).isEqualTo(mails.subList(0, 50));
        String next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"|href=\"([^\"]+)\" rel=\"next\"")
                .matcher(page.body())
                .results().map(found -> found.group(1) == null ? found.group(2) : found.group(1)).findFirst()
                .orElseThrow().replace("&amp;", "&");
        assertThat(rows(ann.get(next))).isEqualTo(mails.subList(50, 53));
    }

    @Test
    void aTicketFollowsItsConversationToAnotherChannel() {
        long one = ticket("web", "policy");
        jdbc.sql("""
                update ticket set conversation_id = (select conversation_id from ticket where id = ?)
                where id = ?""").param(one).param(one).update();
        long mail = jdbc.sql(
                "insert into conversation (channel, thread, address) values ('email', gen_random_uuid()::text, 'main|x|kim@example.org') returning id")
                .query(Long.class).single();
        jdbc.sql("update ticket set conversation_id = ? where id = ?").param(mail).param(one).update();

        assertThat(shown("/desk?channel=email")).containsExactly(one);
        assertThat(shown("/desk?channel=web")).isEmpty();
    }

    @Test
    void whatAnAgentHasNotSeenIsBoldAndCounted() {
        long one = ticket("web", "policy");
        ticket("web", "policy");
        assertThat(unread(ann)).hasSize(2);
        assertThat(lists.news(id("ann")).count()).isEqualTo(2);

        ann.get("/desk/t/" + one);
        assertThat(unread(ann)).doesNotContain(one).hasSize(1);
        assertThat(lists.news(id("ann")).count()).isEqualTo(1);
        assertThat(unread(bob)).as("of another agent").hasSize(2);

        says(one, "participant", "Hello?");
        assertThat(unread(ann)).contains(one);
        ann.unseen("/desk/t/" + one);
        assertThat(unread(ann)).as("nobody looks at a page in the background").contains(one);
        ann.get("/desk/t/" + one);
        says(one, "bot", "I have passed it on.");
        assertThat(unread(ann)).as("the bot's words are no news").doesNotContain(one);
        act(ann, one, "resolve");
        says(one, "participant", "Thanks");
        assertThat(ann.get("/desk?tab=resolved").body()).doesNotContain("class=\"unread\"");
    }

    @Test
    void saysHowLongACustomerMayStillWait() {
        String promise = "update ticket set opened_at = now() - interval '%s min', promised_at = now() + interval '%s min' where id = ?";
        jdbc.sql(promise.formatted(10, 30)).param(ticket("web", "policy")).update();
        jdbc.sql(promise.formatted(90, 10)).param(ticket("web", "policy")).update();
        jdbc.sql(promise.formatted(90, -5)).param(ticket("web", "policy")).update();
        long taken = ticket("web", "policy");
        jdbc.sql(
                "update ticket set state = 'taken', taken_by = 'Ann', assignee = ?, waits_since = now(), idle_since = now() - interval '210 min' where id = ?")
                .param(id("ann")).param(taken).update();
        jdbc.sql("update ticket set waits_since = now() where state = 'waiting'").update();

        assertThat(dues("/desk")).containsExactly("due : 29 min left", "due soon: 9 min left", "due over: 5 min over");
        assertThat(dues("/desk?tab=mine")).containsExactly("due soon: 29 min left");
        jdbc.sql("update ticket set waits_since = null").update();
        assertThat(dues("/desk?tab=mine")).isEmpty();
    }

    @Test
    void severalAreTakenTaggedSnoozedAndResolvedAtOnce() {
        long one = ticket("web", "policy");
        long two = ticket("email", "policy");
        long three = ticket("web", "policy");

        assertThat(many("/desk?channel=web", Map.of("deed", "tag", "add", " Later "), chosen(one), chosen(three)))
                .isEqualTo("302 /desk?tab=waiting&channel=web&did=2");
        assertThat(shown("/desk?tag=later")).containsExactly(one, three);
        many("/desk", Map.of("deed", "take"), chosen(one), chosen(two));
        assertThat(shown("/desk?tab=mine")).containsExactly(one, two);
        many("/desk?tab=mine", Map.of("until", "tomorrow"), chosen(one), chosen(two));
        assertThat(shown("/desk?tab=snoozed")).containsExactly(one, two);
        many("/desk?tab=snoozed", Map.of("deed", "resolve"), chosen(one), chosen(two));
        assertThat(shown("/desk?tab=resolved")).contains(one, two);
        assertThat(shown("/desk")).containsExactly(three);
        assertThat(ann.get("/desk?did=2").body()).contains("Done, for 2 tickets.");
    }

    @Test
    void thoseThatWereRefusedAreNamedWithTheReason() {
        long free = ticket("web", "policy");
        long bobs = ticket("web", "policy");
        long stale = ticket("web", "policy");
        String seen = chosen(stale);
        String taken = chosen(bobs);
        long resolved = ticket("web", "policy");
        String over = chosen(resolved);
        act(bob, bobs, "take");
        jdbc.sql("update ticket set revision = revision + 1 where id = ?").param(stale).update();
        act(bob, resolved, "resolve");

        HttpResponse<String> answer = send("/desk", Map.of("deed", "take"), chosen(free), taken, seen, over,
                "999999:0");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(failed(answer)).hasSize(4)
                .anyMatch(line -> line.contains("/" + bobs) && line.contains("Bob has this"))
                .anyMatch(line -> line.contains("/" + stale) && line.contains("changed meanwhile"))
                .anyMatch(line -> line.contains("/999999") && line.contains("no such ticket"))
                .anyMatch(line -> line.contains("resolved already"));
        assertThat(shown("/desk?tab=mine")).containsExactly(free);
        assertThat(shown("/desk")).containsExactly(stale);
    }

    @Test
    void nothingIsDoneWithoutTicketsWithTooManyOrWithoutADeed() {
        long one = ticket("web", "policy");
        String[] many = IntStream.range(0, 51).mapToObj(n -> (one + n) + ":0").toArray(String[]::new);
        assertThat(send("/desk", Map.of("deed", "resolve")).body()).contains("Choose tickets first.");
        assertThat(send("/desk", Map.of("deed", "resolve"), many).statusCode()).isEqualTo(422);
        for (Map<String, String> deed : List.of(Map.of("deed", "tag", "add", " "), Map.of("deed", "burn"),
                Map.<String, String>of())) {
            assertThat(send("/desk", deed, chosen(one)).statusCode()).as("%s", deed).isEqualTo(422);
        }
        for (String odd : List.of("x", "1", ":", "99999999999999999999:1", "1:99999999999")) {
            assertThat(send("/desk", Map.of("deed", "resolve"), chosen(one), odd).statusCode()).isEqualTo(422);
        }
        assertThat(shown("/desk")).containsExactly(one);
    }

    private String many(String list, Map<String, String> deed, String... tickets) {
        HttpResponse<String> answer = send(list, deed, tickets);
        return answer.statusCode() + " " + DeskClient.location(answer);
    }

    private HttpResponse<String> send(String list, Map<String, String> deed, String... tickets) {
        Map<String, String> hidden = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(form(ann.get(list))).results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (a, b) -> b));
        String fields = List.of(hidden, deed).stream().flatMap(some -> some.entrySet().stream())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ann.postBody("/desk/many", fields + List.of(tickets).stream().map(one -> "&ticket=" + one)
                .collect(Collectors.joining()));
    }

    private static String form(HttpResponse<String> page) {
        return page.body().substring(page.body().indexOf("id=\"many\""));
    }

    private String chosen(long ticket) {
        return Pattern.compile("value=\"(" + ticket + ":\\d+)\"").matcher(ann.get("/desk").body()
                + ann.get("/desk?tab=mine").body() + ann.get("/desk?tab=snoozed").body()).results()
                .map(found -> found.group(1)).findFirst().orElseThrow();
    }

    private static List<String> failed(HttpResponse<String> page) {
        return Pattern.compile("<li><a href=\"/desk/t/\\d+\".*?</li>").matcher(page.body()).results()
                .map(MatchResult::group).toList();
    }

    private List<String> dues(String list) {
        return Pattern.compile("class=\"(due [a-z]*)\"[^>]*>([^<]*)<").matcher(ann.get(list).body()).results()
                .map(found -> found.group(1) + ": " + found.group(2)).toList();
    }

    private static List<Long> unread(DeskClient who) {
        return Pattern.compile("<tr data-ticket=\"(\\d+)\"[^>]*class=\"unread\"").matcher(who.get("/desk").body())
                .results().map(found -> Long.valueOf(found.group(1))).toList();
    }

    private List<Long> shown(String list) {
        return rows(ann.get(list));
    }

    private static List<Long> rows(HttpResponse<String> page) {
        return Pattern.compile("<tr data-ticket=\"(\\d+)\"").matcher(page.body()).results()
                .map(found -> Long.valueOf(found.group(1))).toList();
    }

    private static void act(DeskClient who, long ticket, String deed) {
        String page = "/desk/t/" + ticket;
        assertThat(who.send(who.get(page), page + "/" + deed, Map.of()).statusCode()).isEqualTo(302);
    }

    private void tag(long ticket, String tag) {
        ann.send(ann.get("/desk/t/" + ticket), "/desk/t/" + ticket + "/tag", Map.of("add", tag));
    }

    private void says(long ticket, String author, String text) {
        jdbc.sql("""
                insert into message (conversation_id, author, text, said_at, channel)
                select conversation_id, ?, ?, now(), 'web' from ticket where id = ?""").param(author).param(text)
                .param(ticket).update();
    }

    private long id(String login) {
        return agents.find(login).orElseThrow().id();
    }

    private long ticket(String channel, String reason) {
        return jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values (?, gen_random_uuid()::text, 'main|x|kim@example.org') returning id)
                insert into ticket (conversation_id, reason, opened_at) select id, ?, now() from talk returning id""")
                .param(channel).param(reason).query(Long.class).single();
    }
}
