package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was given up, as operators see it without script. */
@ParleyTest(properties = "parley.serving=false")
class DeadLetterPagesTest {
    private static final String LETTERS = "/desk/dead-letters";
    private static final Pattern ROW = Pattern.compile("data-letter=\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    private static final String WORDS = "my secret question";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient olga;

    @BeforeEach
    void start() {
        clear();
        agents.add("olga", "Olga", Role.OPERATOR, DeskClient.PASSWORD);
        olga = DeskClient.signedIn(port, "olga", DeskClient.PASSWORD);
        jdbc.sql("delete from audit").update();
    }

    @AfterEach
    void end() {
        olga.close();
        clear();
    }

    private void clear() {
        jdbc.sql("delete from outbox").update();
        jdbc.sql("delete from inbox").update();
    }

    /** Events that were given up, each a second before the one before, and all of one sender. */
    private void events(int count, String error) {
        jdbc.sql("""
                insert into inbox (channel, key, ordering_key, payload, received_at, state, attempts, error, done_at)
                select 'telegram', gen_random_uuid(), 'ann', :words::bytea, now(), 'dead_letter', 5, :error,
                       now() - interval '1 second' * (n / 3)
                from generate_series(1, :count) n""").param("words", WORDS).param("error", error).param("count", count)
                .update();
    }

    private void message(String error) {
        jdbc.sql(
                """
                        with talk as (insert into conversation (channel, thread, address)
                                      values ('slack', gen_random_uuid(), 'here') returning id),
                        said as (insert into message (conversation_id, author, text, said_at, channel)
                                 select id, 'bot', :words, now(), 'slack' from talk returning id)
                        insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state, attempts, error, done_at)
                        select 'slack', 'ann', 'here', id, 0, 'send', :words, 'dead_letter', 7, :error, now() from said""")
                .param("words", WORDS).param("error", error).update();
    }

    private static List<String> rows(HttpResponse<String> page) {
        return ROW.matcher(page.body()).results().map(row -> row.group(1)).toList();
    }

    private List<String> audit() {
        return jdbc.sql("""
                select concat_ws(' ', actor, deed, detail) from audit where deed <> 'signed_in' order by id""")
                .query(String.class).list();
    }

    @Test
    void nothingIsThereAsLongAsNothingWasGivenUp() {
        assertThat(olga.get(LETTERS).body()).contains("Nothing was given up.");
        assertThat(olga.in("de", LETTERS).body()).contains("Nichts wurde aufgegeben.");
    }

    @Test
    void bothKindsAreShownWithTheirReasonAndWithoutTheirWords() {
        events(1, "It is no update <b>");
        message("channel_not_found");
        String page = olga.get(LETTERS).body();
        assertThat(page).contains("It is no update &lt;b&gt;", "channel_not_found", "tried 5 times", "tried 7 times",
                "Telegram", "Slack", "Could not be read", "Could not be delivered").doesNotContain(WORDS);
    }

    @Test
    void eachIsOnOnePageAlsoWhereManyWereGivenUpAtOneMoment() {
        events(130, "refused");
        message("refused");
        jdbc.sql("update outbox set done_at = (select done_at from inbox order by done_at limit 1 offset 60)").update();
        List<String> seen = new ArrayList<>();
        String next = LETTERS;
        int pages = 0;
        while (!next.isEmpty()) {
            HttpResponse<String> page = olga.get(next.replace("&amp;", "&"));
            seen.addAll(rows(page));
            Matcher more = NEXT.matcher(page.body());
            next = more.find() ? more.group(1) : "";
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(131).doesNotHaveDuplicates();
        assertThat(seen).isEqualTo(jdbc.sql("""
                select letter from (
                    select done_at, 'inbox' as queue, id, 'inbox:' || id as letter from inbox
                    union all select done_at, 'outbox', id, 'outbox:' || id from outbox) l
                order by done_at desc, queue, id desc""").query(String.class).list());
    }

    @Test
    void aMadeUpPlaceIsTheFirstPage() {
        events(1, "refused");
        for (String place : List.of("x", "~", "2026-01-01T00:00:00Z~inbox:", "now~inbox:1",
                "~inbox:99999999999999999999")) {
            assertThat(rows(olga.get(LETTERS + "?from=" + place))).as(place).hasSize(1);
        }
    }

    @Test
    void oneIsTriedAgainOnceHoweverOftenItIsPressed() {
        events(2, "refused");
        HttpResponse<String> page = olga.get(LETTERS);
        String first = rows(page).getFirst();
        HttpResponse<String> answer = olga.send(page, LETTERS + "/replay", Map.of("id", first));
        assertThat(olga.get(DeskClient.location(answer)).body()).contains("It is tried again.");
        answer = olga.send(page, LETTERS + "/replay", Map.of("id", first));
        assertThat(olga.get(DeskClient.location(answer)).body()).contains("It is not on this list any more.");
        assertThat(jdbc.sql("select state from inbox where state <> 'dead_letter'").query(String.class).list())
                .containsExactly("ready");
        assertThat(audit()).containsExactly("olga dead_letter_replayed");
    }

    @Test
    void allThatFailedForOneReasonAreTriedAgainInTheirOrder() {
        events(250, "away");
        events(3, "broken");
        HttpResponse<String> page = olga.get(LETTERS);
        String away = "inbox:" + jdbc.sql("select max(id) from inbox where error = 'away'").query(Long.class).single();
        List<String> before = jdbc.sql("select key from inbox where error = 'away' order by id").query(String.class)
                .list();
        HttpResponse<String> answer = olga.send(page, LETTERS + "/replay-alike", Map.of("id", away));
        assertThat(olga.get(DeskClient.location(answer)).body()).contains("250 are tried again.");
        assertThat(jdbc.sql("select key from inbox where state in ('ready', 'queued') order by id").query(String.class)
                .list()).isEqualTo(before);
        assertThat(jdbc.sql("select distinct error from inbox where state = 'dead_letter'").query(String.class).list())
                .containsExactly("broken");
        assertThat(audit()).containsExactly("olga dead_letters_replayed 100", "olga dead_letters_replayed 100",
                "olga dead_letters_replayed 50");
    }

    @Test
    void noMoreThanAThousandAreTriedAgainAtOnce() {
        events(1_001, "away");
        HttpResponse<String> page = olga.get(LETTERS);
        HttpResponse<String> answer = olga.send(page, LETTERS + "/replay-alike", Map.of("id", rows(page).getFirst()));
        assertThat(olga.get(DeskClient.location(answer)).body()).contains("1000 are tried again; there may be more.");
        assertThat(jdbc.sql("select count(*) from inbox where state = 'dead_letter'").query(Long.class).single())
                .isOne();
    }

    @Test
    void oneIsGivenUpForEverWithItsWords() {
        events(1, "refused");
        message("refused");
        HttpResponse<String> page = olga.get(LETTERS);
        rows(page).forEach(letter -> olga.send(page, LETTERS + "/drop", Map.of("id", letter)));
        assertThat(olga.get(LETTERS).body()).contains("Nothing was given up.");
        assertThat(jdbc.sql("select state || length(payload) from inbox").query(String.class).single())
                .isEqualTo("done0");
        assertThat(jdbc.sql("select state from outbox").query(String.class).single()).isEqualTo("superseded");
        assertThat(audit()).containsExactly("olga dead_letter_dropped", "olga dead_letter_dropped");
    }

    @Test
    void operatorsGetThereFromEachPageAndAgentsDoNot() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        assertThat(links(olga)).contains(LETTERS, "/desk/settings", "/desk/overview", "/desk/people");
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD)) {
            assertThat(links(ann)).contains("/desk/overview", "/desk/people").doesNotContain(LETTERS,
                    "/desk/settings");
        }
    }

    private static List<String> links(DeskClient who) {
        return Pattern.compile("href=\"([^\"]+)\"").matcher(who.get("/desk").body()).results()
                .map((MatchResult link) -> link.group(1)).toList();
    }
}
