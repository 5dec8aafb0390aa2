package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import io.parley.support.Patience;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What goes on now, as agents see it without script. */
@ParleyTest(properties = "parley.serving=false")
class OverviewPagesTest {
    private static final String OVERVIEW = "/desk/overview";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private void ticket(String state, String opened, boolean escalated) {
        jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address, state)
                              values ('web', gen_random_uuid(), 'here', 'waiting') returning id)
                insert into ticket (conversation_id, reason, state, opened_at, escalated_at, resolved_at)
                select id, 'asked_for_person', :state, now() - :opened::interval, case when :escalated then now() end,
                       case when :state = 'resolved' then now() end from talk""").param("state", state)
                .param("opened", opened).param("escalated", escalated).update();
    }

    private void answers(int count, String source, String said) {
        jdbc.sql(
                """
                        with talk as (insert into conversation (channel, thread, address)
                                      values ('web', gen_random_uuid(), 'here') returning id)
                        insert into message (conversation_id, author, text, said_at, channel, source)
                        select id, 'bot', 'x', date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' + :said::interval, 'web', :source
                        from talk, generate_series(1, :count)""")
                .param("source", source).param("said", said)
                .param("count", count).update();
    }

    private static String figure(String page, String key) {
        Matcher tile = Pattern.compile("data-figure=\"" + key + "\".*?<dd>?(.*?)</dd>", Pattern.DOTALL).matcher(page);
        assertThat(tile.find()).as(key).isTrue();
        return tile.group(1).replaceAll("<[^>]*>", "").replace(">", "").strip();
    }

    private void matters(String channel, int episodes, int answered) {
        jdbc.sql(
                """
                        insert into insight_day (day, channel, figure, count) values (current_date - 1, :channel, 'episodes', :episodes),
                            (current_date - 1, :channel, 'involved', :episodes), (current_date - 1, :channel, 'answered', :answered),
                            (current_date - 1, :channel, 'first_people@7200000', 17),
                            (current_date - 1, :channel, 'first_people@43200000', 3),
                            (current_date - 20, :channel, 'episodes', 500)""")
                .param("channel", channel)
                .param("episodes", episodes).param("answered", answered).update();
    }

    @Test
    void operatorsReadHowMattersWentWithTheNumbersBehindEachShare() {
        matters("web", 40, 20);
        matters("telegram", 10, 9);
        agents.add("otto", "Otto", Role.OPERATOR, DeskClient.PASSWORD);
        agents.add("anna", "Anna", Role.AGENT, DeskClient.PASSWORD);
        try (DeskClient otto = DeskClient.signedIn(port, "otto", DeskClient.PASSWORD);
                DeskClient anna = DeskClient.signedIn(port, "anna", DeskClient.PASSWORD)) {
            String page = otto.get(OVERVIEW).body();
            assertThat(page).containsPattern("(?s)data-time=\"first_people\">.*?2 h<.*?12 h<.*?>40<")
                    .containsPattern("(?s)data-time=\"handling\">.*?too few to say<.*?>0<");
            assertThat(page).contains("50 matters began in the last 7 days").containsPattern(
                    "(?s)data-share=\"answer_rate\">.*?58%</span>.*?29 of 50</td>.*?44% \u2013 71%</td>");
            assertThat(page).containsPattern("(?s)data-share=\"score\">.*?too few to say</span>.*?0 of 0</td>");
            assertThat(page).containsPattern("(?s)<span>Telegram</span>.*?>10</td>.*?>too few<.*?9 of 10");
            assertThat(page).doesNotContain("by-language", "by-entry");
            assertThat(otto.get(OVERVIEW + "?days=30").body()).contains("1,050 matters began in the last 30 days");
            assertThat(otto.get(OVERVIEW + "?days=no").body()).contains("in the last 7 days");
            assertThat(anna.get(OVERVIEW).body()).doesNotContain("data-share", "data-chart", "data-time");
            assertThat(otto.get(OVERVIEW + "/figures.csv").body().lines().toList()).hasSize(2)
                    .first().asString().startsWith("day,episodes,questions,");
            assertThat(otto.get(OVERVIEW + "/figures.csv?days=30").body()).contains(",1000,0,").contains(",50,0,");
        }
    }

    @Test
    void operatorsReadHowMattersWentByLanguageAndByEntry() {
        jdbc.sql(
                """
                        insert into insight_language (day, channel, language, figure, count)
                        select current_date - 1, 'web', language, figure, count
                        from (values ('de', 'episodes', 40), ('de', 'involved', 40), ('de', 'answered', 20), ('', 'episodes', 4),
                            ('en', 'episodes', 30), ('en', 'resolved_hard', 15)) n (language, figure, count)""")
                .update();
        String known = jdbc.sql("select id from faq_entry where state = 'published' order by id limit 1")
                .query(String.class).single();
        jdbc.sql("""
                insert into insight_entry select current_date - 1, e.id, 50, 30, 10, e.matters, 0, 20, 0, 10, 10
                from (select :known as id, 40 as matters union all
                      select 'gone & away', 41 union all
                      select 'e' || n, n from generate_series(1, 25) n) e""").param("known", known).update();
        agents.add("olaf", "Olaf", Role.OPERATOR, DeskClient.PASSWORD);
        try (DeskClient olaf = DeskClient.signedIn(port, "olaf", DeskClient.PASSWORD)) {
            String page = olaf.get(OVERVIEW).body();
            assertThat(page)
                    .containsPattern("(?s)<span>German</span>.*?>40</td>.*?>50%</span>.*?20 of 40.*?35% \u2013 65%.*?"
                            + "<span>English</span>.*?>30</td>.*?<span>not known</span>.*?>4</td>.*?>too few<");
            assertThat(page).containsPattern(
                    "(?s)<span>gone &amp; away</span>\\s*<span[^>]*>no longer in the FAQ<.*?>41</td>.*?"
                            + "<a href=\"/desk/faq/entry\\?id=" + known
                            + "\">.*?>40</td>.*?50%.*?20 of 40.*?75%.*?30 of 40");
            assertThat(page.split("<td[^>]*>\\s*<span>e\\d+</span>", -1)).as("20 entries").hasSize(18 + 1);
            assertThat(olaf.in("de", OVERVIEW).body()).contains("<span>Deutsch</span>", "nicht mehr in den FAQ");
            assertThat(olaf.get(OVERVIEW + "/figures.csv?by=language").body().lines().toList())
                    .hasSize(4).last().asString().startsWith("en,30,");
            assertThat(olaf.get(OVERVIEW + "/figures.csv?by=entry").body().lines().toList()).hasSize(28)
                    .element(1).asString().startsWith("\"gone & away\",\"\",41,50,20,0,10,10,0,30,10,0.4878,");
        } finally {
            jdbc.sql("delete from insight_language").update();
            jdbc.sql("delete from insight_entry").update();
        }
    }

    @Test
    void eachFigureIsThatOfTheDatabase() {
        Patience.pastTheTurnOf(ChronoUnit.DAYS);
        ticket("waiting", "3 hours", true);
        ticket("waiting", "2 minutes", false);
        ticket("taken", "1 minute", false);
        ticket("resolved", "3 days", false);
        answers(12, "faq", "0 seconds");
        answers(2, "model", "1 second");
        answers(1, "notice", "1 second");
        answers(5, "faq", "-1 second");
        jdbc.sql("""
                insert into inbox (channel, key, ordering_key, payload, received_at, state, done_at)
                values ('web', 'dead', 'ann', '', now(), 'dead_letter', now())""").update();
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("olga", "Olga", Role.OPERATOR, DeskClient.PASSWORD);
        long today = jdbc.sql("""
                select count(*) from ticket
                where opened_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'""")
                .query(Long.class).single();
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskClient olga = DeskClient.signedIn(port, "olga", DeskClient.PASSWORD)) {
            // Figures may be as old as the page of another test.
            Awaitility.await()
                    .until(() -> figure(ann.get(OVERVIEW).body(), "waiting").equals("2"));
            String page = ann.get(OVERVIEW).body();
            assertThat(figure(page, "oldest")).isEqualTo("3 h");
            assertThat(figure(page, "with-agents")).isEqualTo("1");
            assertThat(figure(page, "escalated")).isEqualTo("1");
            assertThat(figure(page, "faq")).isEqualTo("12");
            assertThat(figure(page, "model")).isEqualTo("2");
            assertThat(figure(page, "handed-over")).isEqualTo(Long.toString(today));
            assertThat(figure(page, "dead")).isEqualTo("1");
            assertThat(page).contains("<strong>Telegram</strong>").doesNotContain("href=\"/desk/dead-letters\"");
            assertThat(olga.get(OVERVIEW).body()).contains("<dd><a href=\"/desk/dead-letters\">1</a>");
            assertThat(olga.in("de", OVERVIEW).body()).contains("Kunden warten auf jemanden");
        }
    }
}
